import { expect, it } from "vitest";
import { parseSearch, stringifySearch } from "./search-params.ts";

it("keeps text as text: a number stays what was typed", () => {
  expect(parseSearch("?q=0012&state=heard")).toEqual({ q: "0012", state: "heard" });
});

it("reads a repeated name as a list and writes it the same way", () => {
  const search = { q: "电梯", state: ["heard", "owned"] };
  expect(parseSearch(stringifySearch(search))).toEqual(search);
});

it("leaves out what is not set", () => {
  expect(stringifySearch({ q: "", owner: undefined, state: [] })).toBe("");
});
