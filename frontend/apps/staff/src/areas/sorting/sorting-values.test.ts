import type { SortingRule } from "@shouwen/api/sorting.ts";
import { describe, expect, it } from "vitest";
import { findLine, toRules, toValues, wordsOf } from "./sorting-values.ts";

const RULES: SortingRule[] = [
  { words: ["漏水"], kind: "repair", class: null, category: "plumbing" },
  { words: ["物业", "漏水"], kind: "complaint", class: "property", category: null },
];

describe("the table of sorting", () => {
  it("comes back as it was read", () => {
    expect(toRules(toValues(RULES))).toEqual([
      { words: ["漏水"], kind: "repair", category: "plumbing" },
      { words: ["物业", "漏水"], kind: "complaint", class: "property" },
    ]);
  });

  it("takes words apart however they are listed, each once", () => {
    expect(wordsOf(" 路灯、电梯，路灯; 门禁\n停车 ")).toEqual(["路灯", "电梯", "门禁", "停车"]);
    expect(wordsOf("、，")).toEqual([]);
  });

  it("gives no class to what is no complaint", () => {
    const rules = [{ words: "路灯", kind: "repair" as const, class: "property" as const }];
    expect(toRules({ rules })).toEqual([{ words: ["路灯"], kind: "repair" }]);
  });

  it("tells the first line that fits, and the word", () => {
    expect(findLine("物业不管漏水", RULES)).toMatchObject({ no: 1, word: "漏水" });
    expect(findLine("物业不管", RULES)).toMatchObject({ no: 2, word: "物业" });
    expect(findLine("路灯不亮", RULES)).toBeUndefined();
  });
});
