import type { StandardUnit } from "@shouwen/api/types.ts";

type Label = (family: "unit" | "weekday", value: string) => string;

const HUNDREDTHS = 100;
const ALONE: ReadonlySet<string> = new Set(["same_day", "same_month"]);
const AS_IT_IS: ReadonlySet<string> = new Set(["time", "date"]);

/** A standard's number with what it counts, in words: `30 分钟`, `95%`, `当日内`. */
export function standardValue(
  label: Label,
  noLimit: string,
  value: number | string | null,
  unit: StandardUnit | string,
): string {
  if (ALONE.has(unit)) return label("unit", unit);
  if (value === null) return noLimit;
  if (AS_IT_IS.has(unit)) return String(value);
  if (unit === "bp") return `${Number(value) / HUNDREDTHS}%`;
  if (unit === "fen") return `${(Number(value) / HUNDREDTHS).toFixed(2)} ${label("unit", unit)}`;
  if (unit === "weekday") return label("weekday", String(value));
  return `${value} ${label("unit", unit)}`;
}
