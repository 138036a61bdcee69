import { expect, it } from "vitest";
import { parseImportSearch } from "./import-search.ts";

const ID = "01980000-0000-7000-8000-000000000001";

it.each([
  [{}, {}],
  [{ type: "units" }, { type: "units" }],
  [{ type: "cases", operation: "1" }, {}],
  [
    { type: "residents", operation: ID, cursor: "abc" },
    { type: "residents", operation: ID, cursor: "abc" },
  ],
  [{ cursor: "abc" }, {}],
  [{ operation: [ID] }, {}],
])("reads %j as %j", (raw, found) => {
  expect(parseImportSearch(raw)).toEqual(found);
});
