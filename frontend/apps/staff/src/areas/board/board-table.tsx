import "@shouwen/i18n/rooms/board.zh-CN.ts";
import type { BoardRow, GroupBy } from "@shouwen/api/types.ts";
import { localDate } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { type DataColumn, DataTable } from "@shouwen/ui/data-table.tsx";
import { Icon } from "@shouwen/ui/icon.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import page from "../../shell/page.module.css";
import type { CommitmentSearch } from "../../shell/promises/commitment-search.ts";
import styles from "../../shell/promises/commitments.module.css";
import { COUNTS, rowsBehind, rowsOfFigure } from "./board-search.ts";
import { percent } from "./percent.ts";

/** The whole of it, before the lines; each figure opens to what it counted. */
export function BoardFigures({ rows, behind }: { rows: BoardRow[]; behind: CommitmentSearch }) {
  const { t } = useTranslation();
  return (
    <ul className={styles.figures}>
      {COUNTS.map((name) => (
        <li key={name}>
          <Link
            className={styles.figure as string}
            search={rowsOfFigure(name, behind)}
            to="/commitments"
          >
            <span>{t(`board.${name}`)}</span>
            <strong>{rows.reduce((sum, row) => sum + row[name], 0)}</strong>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Met({ row }: { row: BoardRow }) {
  const { t } = useTranslation();
  if (row.met === null) {
    const changed = row.rate !== null && row.held.length > 1;
    return (
      <span className={page.small}>{t(changed ? "board.met_partly" : "board.no_target")}</span>
    );
  }
  return (
    <Tag tone={row.met ? "green" : "red"}>
      <Icon name={row.met ? "check" : "alert"} size={13} />
      {t(row.met ? "board.met" : "board.broken")}
    </Tag>
  );
}

/** What the promise was held to; where that changed within the period, each value with its date. */
function Target({ row }: { row: BoardRow }) {
  const { t } = useTranslation();
  const said = (target: number | null) =>
    target === null ? t("board.no_target") : percent(target);
  if (row.held.length < 2) return row.target !== null && percent(row.target);
  return row.held.map(({ since, target, clause }) => (
    <div className={page.small} key={since}>
      {t("board.held", { date: localDate(new Date(since)), target: said(target) })}
      {clause !== row.clause && clause && <span className={page.code}> {clause}</span>}
    </div>
  ));
}

/** The share, what it may truly be, and the target as a mark; the words beside it say the same. */
function Rate({ row }: { row: BoardRow }) {
  const { t } = useTranslation();
  if (row.rate === null) return <span className={page.small}>{t("board.no_rate")}</span>;
  const [low, high] = [row.low ?? row.rate, row.high ?? row.rate];
  return (
    <div className={styles.rate}>
      <span className={page.row}>
        <strong className="figures">{percent(row.rate)}</strong>
        <span className={styles.interval}>
          {t("board.interval", { low: percent(low), high: percent(high) })}
        </span>
      </span>
      <svg aria-hidden="true" className={styles.bar} preserveAspectRatio="none" viewBox="0 0 100 8">
        <rect height="8" width={row.rate * 100} x="0" y="0" />
        <rect data-part="interval" height="2" width={(high - low) * 100} x={low * 100} y="3" />
        {row.target !== null && (
          <rect data-part="target" height="8" width="1" x={Math.min(99, row.target * 100)} y="0" />
        )}
      </svg>
    </div>
  );
}

function useColumns(group: GroupBy): DataColumn<BoardRow>[] {
  const { t } = useTranslation();
  const label = useLabels();
  const count = (name: (typeof COUNTS)[number] | "by_late_record"): DataColumn<BoardRow> => ({
    key: name,
    title: t(`board.${name}`),
    align: "end",
    card: "pair",
    cell: (row) => row[name],
  });
  return [
    {
      key: "line",
      title: label("group_by", group),
      cell: (row) => (
        <Link search={rowsBehind(row.rows)} to="/commitments">
          {row.title ?? row.name ?? (row.group || t("board.nowhere"))}
          {row.clause && <span className={page.code}> {row.clause}</span>}
        </Link>
      ),
    },
    ...COUNTS.map(count),
    count("by_late_record"),
    { key: "rate", title: t("board.rate"), card: "plain", cell: (row) => <Rate row={row} /> },
    ...(group === "key"
      ? ([
          {
            key: "target",
            title: t("board.target"),
            align: "end",
            card: "pair",
            cell: (row) => <Target row={row} />,
          },
          { key: "met", title: t("board.result"), card: "plain", cell: (row) => <Met row={row} /> },
        ] satisfies DataColumn<BoardRow>[])
      : []),
  ];
}

export function BoardTable(props: { rows: BoardRow[]; group: GroupBy; stale: boolean }) {
  const { t } = useTranslation();
  return (
    <DataTable
      columns={useColumns(props.group)}
      idOf={(row) => row.group}
      label={t("board.title")}
      rows={props.rows}
      stale={props.stale}
    />
  );
}
