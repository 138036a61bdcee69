import { expect, it } from "vitest";
import { holdingState } from "./holding-state.ts";

const NOW = new Date("2026-11-22T08:00:00Z");

it.each([
  ["2026-11-22T08:00:00Z", null, "now"],
  ["2026-11-01T00:00:00Z", "2026-11-22T08:00:01Z", "now"],
  ["2026-11-01T00:00:00Z", "2026-11-22T08:00:00Z", "over"],
  ["2026-11-22T08:00:01Z", null, "planned"],
  ["2026-12-01T00:00:00Z", "2026-12-01T00:00:00Z", "planned"],
])("since %s until %s is %s", (since, until, state) => {
  expect(holdingState({ since, until }, NOW)).toBe(state);
});
