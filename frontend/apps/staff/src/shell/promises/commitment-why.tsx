import "@shouwen/i18n/rooms/standards.zh-CN.ts";
import "@shouwen/i18n/rooms/types.zh-CN.ts";
import { holds, me } from "@shouwen/api/access.ts";
import { standardPacks } from "@shouwen/api/standards.ts";
import type { CommitmentOut } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { currentLanguage } from "@shouwen/i18n/i18n.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../api.ts";
import styles from "./commitments.module.css";
import { standardValue } from "./standard-value.ts";

function usePackTitle(pack: string): string {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const packs = useQuery({
    ...standardPacks(api, currentLanguage()),
    enabled: holds(person, "standards.read"),
  });
  if (pack === "case_type") return t("types.pack");
  return packs.data?.data.find((one) => one.pack === pack)?.title ?? pack;
}

/** Why it is due just then: the standard, where that stands, and what it was counted from. */
export function CommitmentWhy({ shown }: { shown: CommitmentOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  const { why } = shown;
  const given = {
    value: standardValue(label, t("standards.no_limit"), why.value, why.unit),
    clause: why.clause ?? t("standards.house"),
    pack: usePackTitle(why.pack),
    version: why.version,
    base: label("why_base", why.base),
    at: fullTime(why.base_at),
    due: fullTime(shown.due_at),
  };
  const appointed = why.base === "appointment_at";
  return (
    <div className={styles.why}>
      <p>{t(appointed ? "commitments.why_appointed" : "commitments.why_rule", given)}</p>
      <p>{t("commitments.why_base", given)}</p>
      {why.calendar_version !== null && (
        <p>{t("commitments.why_calendar", { version: why.calendar_version })}</p>
      )}
      {shown.provisional && <p>{t("commitments.why_provisional")}</p>}
      {shown.by_late_record && <p>{t("commitments.why_late_record")}</p>}
    </div>
  );
}
