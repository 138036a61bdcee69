import { expect, it } from "vitest";
import { grouped } from "./held-groups.ts";

it("counts what stands there more than once, in the order of the first", () => {
  expect(grouped(["b", "a", "b"])).toEqual([
    ["b", 2],
    ["a", 1],
  ]);
  expect(grouped([])).toEqual([]);
});
