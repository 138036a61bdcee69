import { expect, it } from "vitest";
import { parseGrantSearch, toGrantQuery } from "./grant-search.ts";

it("reads the address and leaves out what it does not know", () => {
  expect(parseGrantSearch({ q: "李", role: "manager", ended: "true", more: "1" })).toEqual({
    q: "李",
    role: "manager",
    ended: "true",
  });
  expect(parseGrantSearch({ ended: "no", q: ["a", "b"] })).toEqual({});
});

it("asks in the API's words", () => {
  expect(toGrantQuery({ q: " ", role: "manager" }, "c1")).toEqual({
    limit: 50,
    include: ["total_count"],
    community_id: ["c1"],
    role: ["manager"],
  });
});
