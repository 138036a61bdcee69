import { expect, it } from "vitest";
import { type AmendValues, toPatch } from "./amend-values.ts";

const BEFORE: AmendValues = {
  title: "全屋翻新",
  scope: ["decoration"],
  starts_on: "2026-12-01",
  ends_on: "2027-02-28",
  contractor: { name: "安居装饰", licence: "D1", licence_until: "2028-06-30" },
  agent: { name: "张伟", letter_until: "2027-01-01" },
};

it("sends only what is different", () => {
  expect(toPatch(BEFORE, BEFORE)).toEqual({});
  const now: AmendValues = { ...BEFORE, ends_on: "2027-03-31", scope: ["decoration", "balcony"] };
  expect(toPatch(BEFORE, now)).toEqual({
    ends_on: "2027-03-31",
    scope: ["decoration", "balcony"],
  });
});

it("lets the agent go when the name is emptied", () => {
  expect(toPatch(BEFORE, { ...BEFORE, agent: { name: "", letter_until: "" } })).toEqual({
    agent: null,
  });
  const contractor = { name: "新装饰", licence: "D2", licence_until: "2029-01-01" };
  expect(toPatch(BEFORE, { ...BEFORE, contractor })).toEqual({ contractor });
});
