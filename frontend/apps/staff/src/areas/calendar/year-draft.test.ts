import { expect, it } from "vitest";
import { faultsByDay, type NamedDay, renamed, toggled, turned } from "./year-draft.ts";

const DAYS: NamedDay[] = [{ on: "2027-05-01", is_workday: false, festival: "labour_day" }];

it("names a working day as off and a weekend as worked, in the order of dates", () => {
  const more = toggled(toggled(DAYS, "2027-05-03", "labour_day"), "2027-04-25", "labour_day");
  expect(more.map(({ on, is_workday }) => [on, is_workday])).toEqual([
    ["2027-04-25", true],
    ["2027-05-01", false],
    ["2027-05-03", false],
  ]);
});

it("makes a named day plain again", () => {
  expect(toggled(DAYS, "2027-05-01", "special")).toEqual([]);
});

it("changes one day alone", () => {
  expect(turned(DAYS, "2027-05-01")[0]?.is_workday).toBe(true);
  expect(renamed(DAYS, "2027-05-02", "special")).toEqual(DAYS);
});

it("puts an objection at the day it is about", () => {
  const faults = [
    { pointer: "/days/0/on", message: "重复" },
    { pointer: "/days", message: "缺少春节" },
  ];
  expect([...faultsByDay(faults, DAYS)]).toEqual([
    ["2027-05-01", ["重复"]],
    ["", ["缺少春节"]],
  ]);
});
