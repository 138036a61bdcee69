import { defineConfig } from "vitest/config";

// The journeys through a real browser against a real server: `npm run e2e`.
//   SHOUWEN_E2E_URL, SHOUWEN_E2E_PERSONAS   a server that runs already and the demo's sign-ins;
//                                           without them one is started on a fresh folder
//   SHOUWEN_E2E_DEMO              a folder with the demo planted, to start that server on a copy of
//   SHOUWEN_CHROMIUM or CHROMIUM_PATH       the browser (default /usr/bin/chromium)
//   SHOUWEN_E2E_SHOTS             a folder for pictures of every screen in both themes and languages
//   SHOUWEN_E2E_REPORT, SHOUWEN_VITEST_JUNIT  files to write the results into, as JSON or JUnit
const { SHOUWEN_E2E_REPORT: json, SHOUWEN_VITEST_JUNIT: junit } = process.env;

export default defineConfig({
  root: new URL(".", import.meta.url).pathname,
  test: {
    include: ["**/*.e2e.ts"],
    globalSetup: "./server.ts",
    // One browser at a time: the journeys share one server and one database.
    fileParallelism: false,
    // A busy machine is slow, not wrong: a real fault fails three times as well, and each retry is told.
    testTimeout: 150_000,
    hookTimeout: 150_000,
    retry: 2,
    expect: { poll: { timeout: 12_000 } },
    reporters: [
      ["default", { summary: true }],
      ...(json ? (["json"] as const) : []),
      ...(junit ? (["junit"] as const) : []),
    ],
    outputFile: { ...(json ? { json } : {}), ...(junit ? { junit } : {}) },
  },
});
