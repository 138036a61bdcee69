import type { SearchHit } from "@shouwen/api/types.ts";
import { expect, it } from "vitest";
import { fits, targetOf } from "./entries.ts";

const hit: SearchHit = {
  type: "resident",
  id: "r1",
  community_id: "c1",
  matched: "name",
  title: "张伟",
  number: null,
  kind: null,
  state: null,
  phone: "138****5678",
  at: null,
  units: [{ id: "u1", label: "3-1-1201" }],
};

it("finds words in any order, whatever the case of letters", () => {
  expect(fits("Service standards", "STANDARDS serv")).toBe(true);
  expect(fits("服务标准", "标准")).toBe(true);
  expect(fits("服务标准", "标准 日历")).toBe(false);
});

it("leads from a resident to where they live, and nowhere if they live nowhere", () => {
  expect(targetOf(hit)).toEqual({
    group: "resident",
    to: "/units/$id",
    id: "u1",
    aside: "138****5678 · 3-1-1201",
  });
  expect(targetOf({ ...hit, units: [] })).toBeUndefined();
});

it("leads from a case and a unit to their own pages, and leaves out what it has no page for", () => {
  const found = { ...hit, type: "case", number: "BX202611-00001" };
  expect(targetOf(found)).toMatchObject({ to: "/cases/$id", id: "r1", aside: "BX202611-00001" });
  expect(targetOf({ ...hit, type: "unit" })).toMatchObject({ to: "/units/$id", id: "r1" });
  expect(targetOf({ ...hit, type: "vehicle" })).toBeUndefined();
});
