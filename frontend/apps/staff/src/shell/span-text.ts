import { spans } from "@shouwen/core/instant.ts";
import type { TFunction } from "i18next";

/** A length of time in words: `2 天 5 小时`. */
export function spanText(
  t: TFunction,
  from: string | number,
  until: string | number | Date,
): string {
  const parts = spans(new Date(from).getTime(), new Date(until).getTime());
  if (parts.length === 0) return t("span.none");
  return parts.map(({ unit, value }) => t(`span.${unit}`, { value })).join(" ");
}
