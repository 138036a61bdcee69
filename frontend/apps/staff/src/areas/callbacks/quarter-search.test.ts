import { expect, it } from "vitest";
import { parseQuarterSearch, quartersUntil } from "./quarter-search.ts";

it("goes back over the turn of the year", () => {
  expect(quartersUntil(new Date(2026, 4, 2), 3)).toEqual(["2026-Q2", "2026-Q1", "2025-Q4"]);
});

it("leaves out what is no quarter", () => {
  expect(parseQuarterSearch({ quarter: "2026-Q4" })).toEqual({ quarter: "2026-Q4" });
  expect(parseQuarterSearch({ quarter: "2026-Q5" })).toEqual({});
});
