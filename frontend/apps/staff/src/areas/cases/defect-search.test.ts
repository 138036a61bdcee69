import { expect, test } from "vitest";
import { parseDefectSearch, toDefectQuery } from "./defect-search.ts";

test("the address holds what is looked for, and leaves out what it does not understand", () => {
  expect(
    parseDefectSearch({ q: "渗漏", stage: "tracked", overdue: "true", size: "", x: 1 }),
  ).toEqual({
    q: "渗漏",
    stage: "tracked",
    overdue: "true",
  });
  expect(parseDefectSearch({ overdue: "maybe" })).toEqual({});
});

test("a question asks for what the address says, in the community shown", () => {
  expect(toDefectQuery({ stage: "accepted", overdue: "true" }, "c")).toEqual({
    limit: 50,
    include: ["total_count"],
    community_id: ["c"],
    stage: ["accepted"],
    overdue: true,
  });
  expect(toDefectQuery({}, undefined)).toEqual({ limit: 50, include: ["total_count"] });
});
