import { Fragment, type KeyboardEvent, useCallback, useRef, useState } from "react";
import { type Column, QueueRow } from "./queue-row.tsx";
import styles from "./queue-table.module.css";

interface Props<Row extends { id: string }> {
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  selectTitle: string;
  selectName: (row: Row) => string;
  selected: ReadonlySet<string>;
  onSelect: (id: string, on: boolean) => void;
  onOpen: (row: Row) => void;
  /** Rows that follow each other under one heading stand together under it. */
  headingOf?: (row: Row) => string;
  /** While new rows are on their way the old ones stay, dimmed. */
  stale?: boolean;
}

// Columns may be hidden by the width of the screen: a heading over more than there are would make empty ones.
const ALWAYS_THERE = 3;

function nextIndex(key: string, at: number, count: number): number | undefined {
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: count - 1 }[key];
  return to === undefined ? undefined : Math.min(Math.max(to, 0), count - 1);
}

/** For each row the heading that begins above it, where one does. */
function headingsOf<Row>(rows: Row[], headingOf?: (row: Row) => string): (string | undefined)[] {
  const all = rows.map((row) => headingOf?.(row));
  return all.map((heading, at) => (heading === all[at - 1] ? undefined : heading));
}

/** The rows that take focus: headings do not. */
function rowsIn(body: HTMLElement | null): ArrayLike<HTMLElement> {
  return body?.querySelectorAll<HTMLElement>("tr[tabindex]") ?? [];
}

/**
 * A queue of work as one semantic table with a single tab stop. Arrows move, Home and End jump, Enter
 * opens, Space selects. The same markup is laid out as cards on a phone, in CSS alone.
 */
export function QueueTable<Row extends { id: string }>(props: Props<Row>) {
  const { columns, rows, selected, onSelect, onOpen } = props;
  const [focusId, setFocusId] = useState<string | null>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const onFocus = useCallback((id: string) => setFocusId(id), []);
  const at = Math.max(
    0,
    rows.findIndex((row) => row.id === focusId),
  );

  const headings = headingsOf(rows, props.headingOf);

  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[at];
    // Keys pressed on a control inside a row are that control's own.
    const onRow = (event.target as HTMLElement).tagName === "TR";
    if (!row || !onRow || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = nextIndex(event.key, at, rows.length);
    if (next !== undefined) rowsIn(body.current)[next]?.focus();
    else if (event.key === "Enter") onOpen(row);
    else if (event.key === " ") onSelect(row.id, !selected.has(row.id));
    else return;
    event.preventDefault();
  };

  return (
    <table
      aria-busy={props.stale || undefined}
      aria-label={props.label}
      aria-multiselectable="true"
      className={styles.table}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: rows take focus and can be selected, which makes it a grid.
      role="grid"
    >
      <thead>
        <tr>
          <th className={styles.select} scope="col">
            <span className="aside">{props.selectTitle}</span>
          </th>
          {columns.map(({ key, title, width }) => (
            <th key={key} scope="col" style={width ? { width } : undefined}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody onKeyDown={onKeyDown} ref={body}>
        {rows.map((row, index) => (
          <Fragment key={row.id}>
            {headings[index] && (
              <tr className={styles.group}>
                <th colSpan={ALWAYS_THERE} scope="colgroup">
                  {headings[index]}
                </th>
              </tr>
            )}
            <QueueRow
              columns={columns}
              onFocus={onFocus}
              onOpen={onOpen}
              onSelect={onSelect}
              row={row}
              selected={selected.has(row.id)}
              selectName={props.selectName(row)}
              tabStop={index === at}
            />
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}
