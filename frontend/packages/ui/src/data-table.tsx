import type { ReactNode } from "react";
import styles from "./data-table.module.css";

export interface DataColumn<Row> {
  key: string;
  title: string;
  align?: "end";
  /**
   * How it stands on a phone, where rows become cards that the first column leads: without a word a line of
   * its own with its title; `plain` beside the others and without, where the value says what it is; `pair`
   * beside the others with it, and not at all where the value is 0.
   */
  card?: "plain" | "pair";
  cell: (row: Row) => ReactNode;
}

/** Rows to read, with links and buttons of their own. On a phone each row is a card, in CSS alone. */
export function DataTable<Row>(props: {
  label: string;
  columns: DataColumn<Row>[];
  rows: readonly Row[];
  idOf: (row: Row) => string;
  stale?: boolean;
}) {
  const { columns, rows } = props;
  return (
    <table aria-busy={props.stale || undefined} aria-label={props.label} className={styles.table}>
      <thead>
        <tr>
          {columns.map(({ key, title, align }) => (
            <th data-align={align} key={key} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={props.idOf(row)}>
            {columns.map((column, at) => (
              <Cell column={column} key={column.key} leads={at === 0} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell<Row>(props: { column: DataColumn<Row>; row: Row; leads: boolean }) {
  const { title, align, card, cell } = props.column;
  const value = cell(props.row);
  return (
    <td
      data-align={align}
      data-card={card}
      data-lead={props.leads || undefined}
      data-title={title}
      data-zero={value === 0 || undefined}
    >
      {value}
    </td>
  );
}
