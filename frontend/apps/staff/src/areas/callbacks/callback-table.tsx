import "@shouwen/i18n/rooms/callbacks.zh-CN.ts";
import type { CallbackRow } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { type DataColumn, DataTable } from "@shouwen/ui/data-table.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import page from "../../shell/page.module.css";
import { CallbackClock, CallbackStateTag } from "./callback-tags.tsx";
import styles from "./callbacks.module.css";

export function CallbackTable({ rows, stale }: { rows: CallbackRow[]; stale: boolean }) {
  const { t } = useTranslation();
  return (
    <DataTable
      columns={useColumns()}
      idOf={(row) => row.id}
      label={t("callbacks.title")}
      rows={rows}
      stale={stale}
    />
  );
}

function useColumns(): DataColumn<CallbackRow>[] {
  const { t } = useTranslation();
  return [
    {
      key: "number",
      title: t("callbacks.number"),
      cell: (row) => (
        <Link className={styles.link} params={{ id: row.id }} to="/callbacks/$id">
          {row.number}
        </Link>
      ),
    },
    {
      key: "matter",
      title: t("callbacks.matter"),
      cell: (row) => (
        <span>
          {row.case.title} <span className={page.code}>{row.case.number}</span>
        </span>
      ),
    },
    { key: "kind", title: t("callbacks.kind"), cell: (row) => <Kind row={row} /> },
    {
      key: "caller",
      title: t("callbacks.caller"),
      cell: (row) =>
        row.caller?.name ?? <span className={page.small}>{t("callbacks.nobody")}</span>,
    },
    {
      key: "from",
      title: t("callbacks.window"),
      cell: (row) => (
        <time className="figures" dateTime={row.callable_from}>
          {fullTime(row.callable_from)}
        </time>
      ),
    },
    {
      key: "due",
      title: t("callbacks.due"),
      cell: (row) => (
        <span className={page.row}>
          <time className="figures" dateTime={row.due_at}>
            {fullTime(row.due_at)}
          </time>
          <span className={page.small}>
            <CallbackClock shown={row} />
          </span>
        </span>
      ),
    },
    {
      key: "state",
      title: t("callbacks.state"),
      cell: (row) => <CallbackStateTag state={row.state} />,
    },
  ];
}

/** What is called back about; how, where it is not by telephone. */
function Kind({ row }: { row: CallbackRow }) {
  const label = useLabels();
  return (
    <span className={page.row}>
      {label("callback_kind", row.kind)}
      {row.method !== "phone" && <Tag tone="violet">{label("callback_method", row.method)}</Tag>}
      {row.programme === "courtesy" && <Tag>{label("programme", row.programme)}</Tag>}
    </span>
  );
}
