import { defineConfig } from "vitest/config";
import journeys from "./vitest.config.ts";

// How long screens take on a slow telephone: `npm run timings`. Told, never judged.
export default defineConfig({
  ...journeys,
  test: { ...journeys.test, include: ["**/*.timing.ts"] },
});
