import { labels } from "@shouwen/i18n/labels.zh-CN.ts";
import { expect, it } from "vitest";
import { standardValue } from "./standard-value.ts";

const label = (family: "unit" | "weekday", value: string) =>
  (labels[family] as Record<string, string>)[value] ?? value;

it.each([
  [30, "m", "30 分钟"],
  [3, "wd", "3 个工作日"],
  [9500, "bp", "95%"],
  [null, "same_day", "当日内"],
  [null, "d", "不限"],
  ["22:00", "time", "22:00"],
  [5, "weekday", "星期五"],
  [12_345, "fen", "123.45 元"],
])("tells %s %s as %s", (value, unit, words) => {
  expect(standardValue(label, "不限", value, unit)).toBe(words);
});
