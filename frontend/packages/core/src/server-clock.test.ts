import { expect, it } from "vitest";
import { clockOffsetMs, minutesSeconds, timeLeft } from "./server-clock.ts";

const NOON = Date.parse("2026-11-22T04:00:00Z");
const HEADER = "Sun, 22 Nov 2026 04:00:00 GMT";

it("finds a device that is ten minutes slow", () => {
  expect(clockOffsetMs(HEADER, NOON - 600_000, NOON - 600_000)).toBe(600_500);
});

it("takes what the header cannot tell apart for no difference", () => {
  expect(clockOffsetMs(HEADER, NOON + 100, NOON + 900)).toBe(0);
  expect(clockOffsetMs(HEADER, NOON - 1500, NOON - 1500)).toBe(2000);
});

it("says nothing without a readable header", () => {
  expect(clockOffsetMs(null, NOON, NOON)).toBeUndefined();
  expect(clockOffsetMs("yesterday", NOON, NOON)).toBeUndefined();
});

it("counts down, and up again afterwards", () => {
  expect(timeLeft(NOON, NOON - 5000)).toEqual({ over: false, ms: 5000 });
  expect(timeLeft(NOON, NOON)).toEqual({ over: false, ms: 0 });
  expect(timeLeft(NOON, NOON + 1)).toEqual({ over: true, ms: 1 });
});

it("writes minutes and seconds in two digits", () => {
  expect(minutesSeconds(425_999)).toBe("07:05");
  expect(minutesSeconds(0)).toBe("00:00");
});
