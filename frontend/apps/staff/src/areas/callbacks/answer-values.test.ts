import { expect, it } from "vitest";
import { type AnswerValues, goesBack, missingIn, toAnswer } from "./answer-values.ts";

const FULL: AnswerValues = {
  method: "phone",
  quality: "good",
  effect: "good",
  satisfaction: "fair",
  attitude: "good",
  charge: "no",
};

it("says what still has to be asked", () => {
  expect(missingIn({ method: "phone", quality: "good" }, false)).toEqual([
    "effect",
    "satisfaction",
    "attitude",
    "charge",
  ]);
  expect(missingIn(FULL, false)).toEqual([]);
});

it("wants a visit signed, and nothing else", () => {
  expect(missingIn({ ...FULL, method: "home_visit" }, false)).toEqual(["signature"]);
  expect(missingIn({ ...FULL, method: "home_visit" }, true)).toEqual([]);
});

it("foresees that a bad answer goes back", () => {
  expect(goesBack(FULL)).toBe(false);
  expect(goesBack({ ...FULL, satisfaction: "poor" })).toBe(true);
  expect(goesBack({ ...FULL, charge: "yes" })).toBe(true);
});

it("leaves out what was not said, and a signature where nobody signs", () => {
  expect(toAnswer({ ...FULL, shortcomings: "  ", suggestion: " 先打电话 " }, "f1")).toEqual({
    method: "phone",
    quality: "good",
    effect: "good",
    satisfaction: "fair",
    attitude: "good",
    irregular_charge: false,
    suggestion: "先打电话",
  });
  const visit = toAnswer({ ...FULL, method: "home_visit" }, "f1");
  expect(visit?.signature_file_id).toBe("f1");
  expect(toAnswer({ method: "phone" }, undefined)).toBeUndefined();
});
