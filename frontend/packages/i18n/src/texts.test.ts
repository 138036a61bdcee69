import { expect, it } from "vitest";
import { en } from "./en.ts";
import { zhCN } from "./zh-CN.ts";

function leaves(tree: object, path = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[`${path}${key}`, value]] : leaves(value, `${path}${key}.`),
  ) as [string, string][];
}

const placeholders = (text: string) =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

it("fills the same blanks in both languages", () => {
  const english = new Map(leaves(en));
  for (const [key, text] of leaves(zhCN)) {
    expect(placeholders(english.get(key) ?? ""), key).toEqual(placeholders(text));
  }
});

it("is Chinese in Chinese and not in English", () => {
  const latinOnly = leaves(zhCN).filter(([, text]) => !/\p{Script=Han}/u.test(text));
  const stillChinese = leaves(en).filter(([, text]) => /\p{Script=Han}/u.test(text));
  expect(latinOnly).toEqual([]);
  expect(stillChinese).toEqual([]);
});
