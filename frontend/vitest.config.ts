import { defineConfig } from "vitest/config";

// Where a machine wants to read the outcome, it names the files; people read the summary.
const { SHOUWEN_VITEST_JSON, SHOUWEN_VITEST_JUNIT } = process.env;

export default defineConfig({
  test: {
    environment: "happy-dom",
    include: ["apps/*/src/**/*.test.{ts,tsx}", "packages/*/src/**/*.test.{ts,tsx}"],
    setupFiles: ["./vitest.setup.ts"],
    restoreMocks: true,
    reporters: [
      "default",
      ...(SHOUWEN_VITEST_JSON ? (["json"] as const) : []),
      ...(SHOUWEN_VITEST_JUNIT ? (["junit"] as const) : []),
    ],
    outputFile: {
      ...(SHOUWEN_VITEST_JSON ? { json: SHOUWEN_VITEST_JSON } : {}),
      ...(SHOUWEN_VITEST_JUNIT ? { junit: SHOUWEN_VITEST_JUNIT } : {}),
    },
  },
});
