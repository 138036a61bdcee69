import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { zhCN } from "./zh-CN.ts";

export type LabelFamily = keyof typeof zhCN.labels;

/**
 * Names enum values. A value newer than this client is shown as it came: the API may add values, and a
 * raw word is better than an empty cell.
 */
export function useLabels(): (family: LabelFamily, value: string) => string {
  const { i18n } = useTranslation();
  return useCallback(
    (family, value) => {
      const texts = i18n.getResource(i18n.language, "translation", `labels.${family}`);
      return (texts as Record<string, string> | undefined)?.[value] ?? value;
    },
    [i18n, i18n.language],
  );
}
