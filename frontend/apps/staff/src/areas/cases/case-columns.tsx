import type { CaseRow } from "@shouwen/api/types.ts";
import { fullTime, shortTime } from "@shouwen/core/instant.ts";
import { currentLanguage } from "@shouwen/i18n/i18n.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Icon } from "@shouwen/ui/icon.tsx";
import type { Column } from "@shouwen/ui/queue-row.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { spanText } from "../../shell/span-text.ts";
import { useNow } from "../../shell/use-now.ts";
import styles from "./case-list.module.css";
import { SeverityTag, StateTag } from "./case-tags.tsx";
import { DueClock } from "./due-clock.tsx";

function Subject({ row }: { row: CaseRow }) {
  const label = useLabels();
  const { t } = useTranslation();
  return (
    <span className={styles.subject} title={row.title}>
      <span className={styles.kind}>{label("kind", row.kind)}</span>
      {row.confidential && (
        <>
          <Icon name="lock" size={13} />
          <span className="aside">{t("cases.case.confidential")}</span>
        </>
      )}
      {row.title}
      {row.repeats > 0 && <Tag tone="amber">{t("cases.case.repeats", { count: row.repeats })}</Tag>}
    </span>
  );
}

function HeardAt({ at }: { at: string }) {
  const now = useNow();
  return (
    <time className="figures" dateTime={at} title={fullTime(at)}>
      {shortTime(at, now, currentLanguage())}
    </time>
  );
}

/** How long the resident has been waiting, or had to. */
function Waiting({ row }: { row: CaseRow }) {
  const { t } = useTranslation();
  const now = useNow();
  const until = row.finished_at ?? row.closed_at ?? now;
  return <span className="figures">{spanText(t, row.heard_at, until)}</span>;
}

export function useCaseColumns(): Column<CaseRow>[] {
  const { t, i18n } = useTranslation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: titles change with the language, which `t` alone does not show.
  return useMemo<Column<CaseRow>[]>(
    () => [
      {
        key: "number",
        title: t("cases.list.number"),
        width: "130px",
        card: "lead",
        cell: (row) => <span className={styles.number}>{row.number}</span>,
      },
      {
        key: "state",
        title: t("cases.list.state"),
        width: "136px",
        card: "badge",
        cell: (row) => (
          <span className={styles.tags}>
            <StateTag state={row.state} />
            <SeverityTag severity={row.severity} />
          </span>
        ),
      },
      {
        key: "subject",
        title: t("cases.list.subject"),
        card: "title",
        cell: (row) => <Subject row={row} />,
      },
      {
        key: "place",
        title: t("cases.list.place"),
        width: "94px",
        card: "meta",
        spare: true,
        cell: (row) => row.unit?.name,
      },
      {
        key: "owner",
        title: t("cases.list.owner"),
        width: "78px",
        card: "meta",
        spare: true,
        cell: (row) => row.owner.name,
      },
      {
        key: "first_responder",
        title: t("cases.list.first_responder"),
        width: "98px",
        card: "hidden",
        spare: true,
        cell: (row) => row.first_responder.name,
      },
      {
        key: "heard_at",
        title: t("cases.list.heard_at"),
        width: "82px",
        card: "meta",
        spare: true,
        cell: (row) => <HeardAt at={row.heard_at} />,
      },
      {
        key: "waiting",
        title: t("cases.list.waiting"),
        width: "100px",
        card: "hidden",
        spare: true,
        cell: (row) => <Waiting row={row} />,
      },
      {
        key: "due",
        title: t("cases.list.due"),
        width: "146px",
        card: "meta",
        cell: (row) => row.due_at && <DueClock at={row.due_at} />,
      },
    ],
    [t, i18n.language],
  );
}
