import type { ReactNode } from "react";
import styles from "./data-table.module.css";

export interface DataColumn<Row> {
  key: string;
  title: string;
  align?: "end";
  /** Told with its title on a phone, where rows become cards; the first column leads them. */
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
            {columns.map(({ key, title, align, cell }, at) => (
              <td data-align={align} data-lead={at === 0 || undefined} data-title={title} key={key}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
