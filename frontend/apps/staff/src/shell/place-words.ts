import "@shouwen/i18n/rooms/rights.zh-CN.ts";
import type { GrantRow } from "@shouwen/api/types.ts";
import { useTranslation } from "react-i18next";

/** Where a grant holds, from the wide to the narrow. */
export function usePlaceWords(): (grant: GrantRow) => string {
  const { t } = useTranslation();
  return ({ community, zone, department }) =>
    community
      ? [community, zone, department].flatMap((one) => (one ? [one.name] : [])).join(" · ")
      : t("rights.company");
}
