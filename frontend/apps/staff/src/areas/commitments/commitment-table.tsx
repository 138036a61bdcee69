import type { CommitmentRow } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { type DataColumn, DataTable } from "@shouwen/ui/data-table.tsx";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import page from "../../shell/page.module.css";
import { CommitmentClock, CommitmentState } from "../../shell/promises/commitment-state.tsx";
import { CommitmentTools } from "../../shell/promises/commitment-tools.tsx";
import { Heading, SubjectLink } from "../../shell/promises/subject-link.tsx";

function columns(t: TFunction, label: ReturnType<typeof useLabels>): DataColumn<CommitmentRow>[] {
  return [
    {
      key: "title",
      title: t("commitments.promise"),
      cell: (row) => (
        <>
          {row.title} <span className={page.code}>{row.clause}</span>
        </>
      ),
    },
    {
      key: "subject",
      title: t("commitments.subject"),
      card: "plain",
      cell: (row) => (
        <>
          <SubjectLink className={page.code} subject={row.subject} />{" "}
          <Heading className={page.small} shown={row} />
        </>
      ),
    },
    {
      key: "who",
      title: t("commitments.responsible"),
      card: "plain",
      cell: (row) => row.responsible.name,
    },
    {
      key: "due",
      title: t("commitments.due"),
      card: "pair",
      cell: (row) => (
        <time className="figures" dateTime={row.due_at}>
          {fullTime(row.due_at)}
        </time>
      ),
    },
    {
      key: "state",
      title: t("commitments.state"),
      card: "plain",
      cell: (row) => (
        <span className={page.row}>
          <CommitmentState shown={row} />
          <span className={page.small}>
            <CommitmentClock shown={row} />
          </span>
          {row.excuse_reason && (
            <span className={page.small}>{label("excuse_reason", row.excuse_reason)}</span>
          )}
        </span>
      ),
    },
    {
      key: "why",
      title: t("commitments.why"),
      card: "plain",
      cell: (row) => <CommitmentTools shown={row} />,
    },
  ];
}

export function CommitmentTable({ rows, stale }: { rows: CommitmentRow[]; stale: boolean }) {
  const { t } = useTranslation();
  const label = useLabels();
  return (
    <DataTable
      columns={columns(t, label)}
      idOf={(row) => row.id}
      label={t("commitments.title")}
      rows={rows}
      stale={stale}
    />
  );
}
