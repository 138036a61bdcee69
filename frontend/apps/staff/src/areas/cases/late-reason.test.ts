import { expect, it } from "vitest";
import { needsLateReason } from "./late-reason.ts";

const NOW = new Date("2026-11-22T06:58:00Z"); // 14:58 in Shanghai
const DAY = { value: 24, unit: "h" };

it.each([
  ["2026-11-22T14:00", false],
  ["2026-11-21T14:58", false],
  ["2026-11-21T14:57", true],
  [undefined, false],
])("asks for a reason only of what is old enough: %s", (heardAt, asked) => {
  expect(needsLateReason(heardAt, DAY, NOW)).toBe(asked);
});

it("asks where it cannot count", () => {
  expect(needsLateReason("2026-11-22T14:00", { value: 1, unit: "wd" }, NOW)).toBe(true);
});
