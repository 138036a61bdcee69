import { expect, it } from "vitest";
import { givenValue, typedValue } from "./typed-value.ts";

it.each([
  [9650, "bp", "96.5"],
  [30, "m", "30"],
  ["22:00", "time", "22:00"],
  [null, "d", ""],
] as const)("writes %s %s as %s and reads it back", (value, unit, text) => {
  expect(typedValue(value, unit)).toBe(text);
  expect(givenValue(text, unit)).toBe(value);
});

it("leaves it to the server to refuse what is no number", () => {
  expect(givenValue("soon", "m")).toBe("soon");
});
