import { expect, it } from "vitest";
import { parseSearch, stringifySearch, understood } from "./search-params.ts";

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

it("takes from an address what is understood, and keeps the words that are not", () => {
  const parse = ({ state }: Record<string, unknown>): { state?: string[] } =>
    [state].flat().includes("heard") ? { state: ["heard"] } : {};
  const taken = (address: string) => understood(parse)(parseSearch(address));
  expect(taken("?state=heard")).toStrictEqual({ state: ["heard"] });
  const odd = { state: undefined, x: undefined, unread: ["state=foo", "x=1"] };
  expect(taken("?state=foo&x=1")).toStrictEqual(odd);
  expect(taken(stringifySearch(odd))).toStrictEqual({ unread: ["state=foo", "x=1"] });
  expect(taken("?state=heard&state=foo")).toStrictEqual({
    state: ["heard"],
    unread: ["state=foo"],
  });
});
