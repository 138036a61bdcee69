import "@shouwen/i18n/rooms/callbacks.zh-CN.ts";
import { fileQuarter, quarterPaperUrl } from "@shouwen/api/callbacks.ts";
import type { QuarterOut } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button, buttonClass } from "@shouwen/ui/button.tsx";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import page from "../../shell/page.module.css";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { Section } from "../../shell/section.tsx";
import { CorrectiveStateTag } from "./callback-tags.tsx";
import callbacks from "./callbacks.module.css";
import styles from "./quarter.module.css";
import { useSay } from "./use-say.ts";

/** That the quarter was filed, or by when it is to be; the button for whoever may (CB-10). */
export function Filing({ shown }: { shown: QuarterOut }) {
  const { t } = useTranslation();
  const { filing, file_by, community_id, quarter } = shown;
  const file = useSay<{ community_id: string; quarter: string }>(
    (given, key) => fileQuarter(api, key, given),
    () => t("callbacks.file_done"),
  );
  if (filing)
    return (
      <>
        <p>
          {t("callbacks.filed", {
            name: filing.filed_by.name,
            time: fullTime(filing.filed_at),
            number: filing.number,
            count: filing.pages,
          })}{" "}
          {filing.keep_until && t("callbacks.filed_keep", { time: fullTime(filing.keep_until) })}{" "}
          {t("callbacks.filed_figures")}
        </p>
        <div className={page.row}>
          <a
            className={buttonClass("plain")}
            href={quarterPaperUrl(community_id, quarter)}
            rel="noopener"
            target="_blank"
          >
            {t("callbacks.paper")}
          </a>
        </div>
      </>
    );
  return (
    <>
      {file_by && <p>{t("callbacks.file_by", { time: fullTime(file_by) })}</p>}
      {shown.can_file && (
        <>
          <p className={page.small}>{t("callbacks.file_hint")}</p>
          <div className={page.row}>
            <Button
              busy={file.isPending}
              kind="primary"
              onClick={() => file.mutate({ community_id, quarter })}
            >
              {t("callbacks.file")}
            </Button>
          </div>
        </>
      )}
      {file.isError && <ProblemNotice error={file.error} />}
    </>
  );
}

/** What is done about what came up again and again, the oldest first. */
export function Corrective({ shown }: { shown: QuarterOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  return (
    <Section title={t("callbacks.corrective")}>
      {shown.corrective.length === 0 && (
        <p className={page.small}>{t("callbacks.corrective_none")}</p>
      )}
      <ul className={styles.again}>
        {shown.corrective.map((one) => (
          <li key={one.id}>
            <div className={page.row}>
              <Link
                className={callbacks.link}
                params={{ id: one.id }}
                to="/callbacks/corrective/$id"
              >
                {one.number}
              </Link>
              <CorrectiveStateTag state={one.state} />
              <span>
                {t("callbacks.corrective_about", {
                  unit: one.unit.name,
                  kind: label("kind", one.kind),
                  category: label("category", one.category as "other"),
                  count: one.times,
                })}
              </span>
            </div>
            {one.measure && (
              <p className={page.small}>
                {one.measure} {one.responsible?.name} {one.until && fullTime(one.until)}
              </p>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
