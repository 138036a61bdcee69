import { describe, expect, it } from "vitest";
import { parseResidentSearch, toResidentQuery } from "./resident-search.ts";

describe("the address of the list of residents", () => {
  it("is read, and what it does not understand is left out", () => {
    expect(parseResidentSearch({ q: "张", cursor: "c", more: 1 })).toEqual({
      q: "张",
      cursor: "c",
    });
    expect(parseResidentSearch({ q: "", cursor: 3 })).toEqual({});
  });

  it("keeps the last digits of a phone, which arrive as a number", () => {
    expect(parseResidentSearch({ q: 1234 })).toEqual({ q: "1234" });
  });

  it("is said in the words of the API", () => {
    expect(toResidentQuery({ q: " 张 " }, "here")).toEqual({
      limit: 50,
      q: "张",
      community_id: ["here"],
    });
    expect(toResidentQuery({ q: "  " }, undefined)).toEqual({ limit: 50 });
  });
});
