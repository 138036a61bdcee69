import type { CommitmentOut } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { type DataColumn, DataTable } from "@shouwen/ui/data-table.tsx";
import { Link } from "@tanstack/react-router";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import page from "../../shell/page.module.css";
import { CommitmentClock, CommitmentState } from "../../shell/promises/commitment-state.tsx";
import { CommitmentTools } from "../../shell/promises/commitment-tools.tsx";

function columns(t: TFunction, label: ReturnType<typeof useLabels>): DataColumn<CommitmentOut>[] {
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
    { key: "subject", title: t("commitments.subject"), cell: (row) => <Subject row={row} /> },
    { key: "who", title: t("commitments.responsible"), cell: (row) => row.responsible.name },
    {
      key: "due",
      title: t("commitments.due"),
      cell: (row) => (
        <time className="figures" dateTime={row.due_at}>
          {fullTime(row.due_at)}
        </time>
      ),
    },
    {
      key: "state",
      title: t("commitments.state"),
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
    { key: "why", title: t("commitments.why"), cell: (row) => <CommitmentTools shown={row} /> },
  ];
}

function Subject({ row }: { row: CommitmentOut }) {
  const label = useLabels();
  const name = row.subject.number ?? label("subject_type", row.subject.type);
  if (row.subject.type === "callback_quarter")
    return (
      <Link className={page.code} search={{ quarter: name }} to="/callbacks/quarter">
        {name}
      </Link>
    );
  if (row.subject.type !== "case") return <>{name}</>;
  return (
    <Link className={page.code} params={{ id: row.subject.id }} to="/cases/$id">
      {name}
    </Link>
  );
}

export function CommitmentTable({ rows, stale }: { rows: CommitmentOut[]; stale: boolean }) {
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
