import "@shouwen/i18n/rooms/work-order.zh-CN.ts";
import type { CaseOut } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button, buttonClass } from "@shouwen/ui/button.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useToast } from "@shouwen/ui/toast.tsx";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { PageTitle } from "../../shell/page-title.tsx";
import { Papers } from "../../shell/papers.tsx";
import styles from "./case-page.module.css";
import { SeverityTag, StateTag } from "./case-tags.tsx";

const ORDERED = ["repair", "warranty"];

/** A fault report is of an incident or a major repair, once why and what against it are written down (FR-14). */
function isAnalysed({ kind, severity, outcomes }: CaseOut): boolean {
  const last = outcomes.at(-1);
  return (
    (kind === "incident" || (severity === "major" && ORDERED.includes(kind))) &&
    Boolean(last?.cause && last.preventive_measure && !last.reopened_at)
  );
}

/** Beside the queue it heads a part of the page, on its own page the page. */
export function CaseHeader({ shown, level = 1 }: { shown: CaseOut; level?: 1 | 2 }) {
  const { t } = useTranslation();
  const label = useLabels();
  const toast = useToast();
  const copy = async () => {
    await navigator.clipboard.writeText(shown.number);
    toast.done(t("cases.case.copied", { number: shown.number }));
  };
  return (
    <header>
      <div className={styles.line}>
        <span className={styles.number}>{shown.number}</span>
        <Button
          aria-label={t("cases.case.copy_number")}
          icon="copy"
          kind="quiet"
          onClick={() => void copy()}
        />
        <StateTag state={shown.state} />
        <SeverityTag severity={shown.severity} />
        {shown.round > 1 && <Tag tone="amber">{t("cases.case.round", { round: shown.round })}</Tag>}
        {shown.repeats > 0 && (
          <Tag tone="amber">{t("cases.case.repeats", { count: shown.repeats })}</Tag>
        )}
        {shown.confidential && <Tag tone="red">{t("cases.case.confidential")}</Tag>}
        {shown.recorded_late && <Tag>{t("cases.case.recorded_late")}</Tag>}
        {level === 1 && (
          <span className={styles.papers}>
            <Papers path={`/api/v1/cases/${shown.id}/paper`} />
            {ORDERED.includes(shown.kind) && (
              <Link
                className={buttonClass("quiet")}
                params={{ id: shown.id }}
                to="/cases/$id/work-order"
              >
                {t("cases.order.link")}
              </Link>
            )}
            {isAnalysed(shown) && (
              <a
                className={buttonClass("quiet")}
                href={`/api/v1/cases/${shown.id}/fault-report/paper`}
                rel="noreferrer"
                target="_blank"
              >
                {t("cases.case.fault_report")}
              </a>
            )}
          </span>
        )}
      </div>
      {level === 1 ? (
        <PageTitle className={styles.title}>{shown.title}</PageTitle>
      ) : (
        <h2 className={styles.title}>{shown.title}</h2>
      )}
      <p className={styles.under}>
        {label("kind", shown.kind)}
        {shown.type && ` · ${shown.type.name}`}
        {shown.category && ` · ${label("category", shown.category)}`}
        {shown.unit && ` · ${shown.unit.name}`}
      </p>
    </header>
  );
}
