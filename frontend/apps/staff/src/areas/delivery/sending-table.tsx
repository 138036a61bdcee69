import "@shouwen/i18n/rooms/delivery.zh-CN.ts";
import type { SendingRow } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { type DataColumn, DataTable } from "@shouwen/ui/data-table.tsx";
import type { Tone } from "@shouwen/ui/palette.ts";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useTranslation } from "react-i18next";
import page from "../../shell/page.module.css";

const TONES: Record<string, Tone> = { waiting: "blue", sent: "green", failed: "red" };

/** How messages fare outside: to whom, by what, and what the provider said. */
export function SendingTable({ rows }: { rows: SendingRow[] }) {
  const { t } = useTranslation();
  const label = useLabels();
  const columns: DataColumn<SendingRow>[] = [
    { key: "who", title: t("delivery.to"), cell: (row) => row.staff.name },
    {
      key: "channel",
      title: t("delivery.channel"),
      cell: (row) => label("message_channel", row.channel),
    },
    {
      key: "state",
      title: t("delivery.state"),
      cell: (row) => (
        <span className={page.row}>
          <Tag tone={TONES[row.state] ?? "neutral"}>{label("sending_state", row.state)}</Tag>
          {row.code && <span className={page.code}>{row.code}</span>}
        </span>
      ),
    },
    {
      key: "times",
      title: t("delivery.times"),
      align: "end",
      cell: (row) => (
        <span className="figures">
          {row.times_sent} / {row.tries}
        </span>
      ),
    },
    {
      key: "at",
      title: t("delivery.at"),
      cell: (row) => (
        <time className="figures" dateTime={row.sent_at ?? row.made_at}>
          {fullTime(row.sent_at ?? row.made_at)}
        </time>
      ),
    },
  ];
  return (
    <DataTable
      columns={columns}
      idOf={(row) => row.id}
      label={t("delivery.sendings")}
      rows={rows}
    />
  );
}
