import { expect, it } from "vitest";
import { toFen, yuan } from "./money.ts";

it.each([
  ["0.01", 1],
  ["300", 30_000],
  ["19.9", 1990],
  [" 1234.56 ", 123_456],
])("reads %s as %i fen", (typed, fen) => {
  expect(toFen(typed)).toBe(fen);
});

it.each(["", "-1", "1.234", "1,000", "abc", "1e3", "."])("reads %s as no amount", (typed) => {
  expect(toFen(typed)).toBeUndefined();
});

it.each([
  [1, "0.01"],
  [30_000, "300.00"],
  [123_456, "1234.56"],
])("writes %i fen as %s", (fen, text) => {
  expect(yuan(fen)).toBe(text);
});
