import type { StandardUnit } from "@shouwen/api/types.ts";

const HUNDREDTHS = 100;
const IN_HUNDREDTHS: ReadonlySet<string> = new Set(["bp", "fen"]);

/** A standard's number as people type it: per cent and yuan instead of their hundredths. */
export function typedValue(value: number | string | null, unit: StandardUnit): string {
  if (value === null) return "";
  return IN_HUNDREDTHS.has(unit) ? String(Number(value) / HUNDREDTHS) : String(value);
}

/** What was typed, as the API takes it; empty is no limit. What is no number goes as it was typed. */
export function givenValue(typed: string, unit: StandardUnit): number | string | null {
  const text = typed.trim();
  if (text === "") return null;
  if (!/^\d+(\.\d{1,2})?$/.test(text)) return text;
  return IN_HUNDREDTHS.has(unit) ? Math.round(Number(text) * HUNDREDTHS) : Number(text);
}
