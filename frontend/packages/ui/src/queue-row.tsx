import { memo, type ReactNode } from "react";
import styles from "./queue-table.module.css";

export interface Column<Row> {
  key: string;
  title: string;
  /** Width in CSS; the column without one takes what is left. */
  width?: string;
  /** Where the cell goes when the table turns into cards on a narrow screen. */
  card: "lead" | "title" | "badge" | "meta" | "hidden";
  /** Gives way when something stands beside the table. */
  spare?: true;
  cell: (row: Row) => ReactNode;
}

interface Props<Row extends { id: string }> {
  row: Row;
  columns: Column<Row>[];
  /** What ticking this row's box selects, in words. */
  selectName: string;
  selected: boolean;
  tabStop: boolean;
  /** Shown beside the table at the moment. */
  peeked: boolean;
  onFocus: (id: string) => void;
  onSelect: (id: string, on: boolean) => void;
  onOpen: (row: Row) => void;
}

function Row<Data extends { id: string }>(props: Props<Data>) {
  const { row, selected, onSelect, onOpen } = props;
  return (
    <tr
      aria-selected={selected}
      className={styles.row}
      data-peeked={props.peeked || undefined}
      data-row={row.id}
      onClick={() => onOpen(row)}
      onFocus={() => props.onFocus(row.id)}
      tabIndex={props.tabStop ? 0 : -1}
    >
      <td className={styles.select}>
        {/* The whole cell ticks: a row that opens on click must not open on a near miss. */}
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: Space on the row selects by keyboard. */}
        <label onClick={(event) => event.stopPropagation()}>
          <input
            checked={selected}
            onChange={(event) => onSelect(row.id, event.target.checked)}
            tabIndex={-1}
            type="checkbox"
          />
          <span className="aside">{props.selectName}</span>
        </label>
      </td>
      {props.columns.map((column) => (
        <td data-card={column.card} data-spare={column.spare} key={column.key}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

/** Memoised: ticking one box re-draws one row. */
export const QueueRow = memo(Row) as typeof Row;
