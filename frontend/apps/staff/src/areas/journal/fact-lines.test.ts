import { facts } from "@shouwen/i18n/facts.zh-CN.ts";
import { labels } from "@shouwen/i18n/labels.zh-CN.ts";
import { expect, it } from "vitest";
import { factLines } from "./fact-lines.ts";

const words: Record<string, string> = facts;
const families = labels as unknown as Record<string, Record<string, string>>;

function told(given: Record<string, unknown>) {
  return factLines(given, {
    name: (fact) => words[fact],
    label: (family, value) => families[family]?.[value] ?? value,
    yes: "是",
    no: "否",
    names: { "0198-1": "李强", "renovation.refund": "退还押金" },
  });
}

it("tells money, instants, enums and yes or no as people read them", () => {
  expect(
    told({
      amount_fen: 20050,
      due_at: "2026-10-03T07:42:47.386958+00:00",
      severity: "major",
      late: false,
      month: "2026-11-01",
      key: "renovation.refund",
      round: 2,
    }),
  ).toEqual([
    ["金额", "¥200.50"],
    ["期限", "2026-10-03 15:42"],
    ["紧急程度", "重大"],
    ["是否补记", "否"],
    ["月份", "2026-11-01"],
    ["承诺或标准", "退还押金"],
    ["轮次", "2"],
  ]);
});

it("gives ids the names they stand for, and leaves out those without one", () => {
  const given = {
    owner_id: "0198-1",
    to_staff_id: "0198-2",
    commitment_id: "0198-1",
    note_id: null,
  };
  expect(told(given)).toEqual([["责任人", "李强"]]);
});

it("names what was changed, and shows a value newer than this program as it came", () => {
  expect(told({ fields: ["kind", "colour"], severity: "cosmic" })).toEqual([
    ["修改的项目", "类别 · colour"],
    ["紧急程度", "cosmic"],
  ]);
});
