import "@shouwen/i18n/rooms/ledger.zh-CN.ts";
import type { PaperRow } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { type DataColumn, DataTable } from "@shouwen/ui/data-table.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import styles from "./ledger.module.css";
import { Sum } from "./sum.tsx";

export function PaperLink({ id, number }: { id: string; number: string }) {
  return (
    <Link className={styles.link} params={{ id }} to="/ledger/documents/$id">
      {number}
    </Link>
  );
}

/** Papers of the ledger, the latest first. */
export function PaperTable({ rows }: { rows: PaperRow[] }) {
  const { t } = useTranslation();
  const label = useLabels();
  const columns: DataColumn<PaperRow>[] = [
    {
      key: "number",
      title: t("ledger.number"),
      cell: (row) => <PaperLink id={row.id} number={row.number} />,
    },
    {
      key: "kind",
      title: t("ledger.kind"),
      cell: (row) => (
        <>
          {label("document_kind", row.kind)}{" "}
          {row.reversed_by && <Tag tone="red">{t("ledger.reversed")}</Tag>}
        </>
      ),
    },
    { key: "unit", title: t("ledger.household"), cell: (row) => row.household?.unit ?? "—" },
    {
      key: "purpose",
      title: t("ledger.purpose"),
      cell: (row) => (row.purpose ? label("purpose", row.purpose) : "—"),
    },
    {
      key: "method",
      title: t("ledger.method"),
      cell: (row) => (row.method ? label("pay_method", row.method) : "—"),
    },
    {
      key: "amount",
      title: t("ledger.amount"),
      align: "end",
      cell: (row) => <Sum fen={row.amount_fen} />,
    },
    { key: "by", title: t("ledger.by"), cell: (row) => row.posted_by?.name ?? t("ledger.system") },
    { key: "at", title: t("ledger.at"), cell: (row) => fullTime(row.issued_at) },
  ];
  return (
    <DataTable columns={columns} idOf={(row) => row.id} label={t("ledger.papers")} rows={rows} />
  );
}
