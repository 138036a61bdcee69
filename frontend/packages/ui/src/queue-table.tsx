import { Fragment, type KeyboardEvent, useCallback, useEffect, useRef, useState } from "react";
import { type Column, QueueRow } from "./queue-row.tsx";
import styles from "./queue-table.module.css";

export interface Peek<Row> {
  /** The row shown now, if any. */
  id: string | null;
  /** Asked for by Space: to show a row, or to show it no longer. */
  onPeek: (row: Row) => void;
  /** The focus came to another row. */
  onMove: (id: string) => void;
}

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
  /** Showing a row beside the table without leaving it. */
  peek?: Peek<Row> | undefined;
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

/** Where in the rows the focus is. A row that is gone leaves its place to the one that came after it. */
function usePlace(rows: { id: string }[], focusId: string | null): number {
  const last = useRef(0);
  const found = rows.findIndex((row) => row.id === focusId);
  const at = found >= 0 ? found : Math.max(0, Math.min(last.current, rows.length - 1));
  useEffect(() => {
    last.current = at;
  });
  return at;
}

/** While nothing has the focus the arrows lead into the queue. */
function useArrowsFromAnywhere(enter: () => void) {
  const latest = useRef(enter);
  useEffect(() => {
    latest.current = enter;
  });
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      const isArrow = event.key === "ArrowDown" || event.key === "ArrowUp";
      const isFree = event.target === document.body && !document.querySelector("dialog[open]");
      if (!isArrow || !isFree || event.defaultPrevented) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

/**
 * A queue of work as one semantic table with a single tab stop. Arrows move, Home and End jump, Enter
 * opens, x selects, Space shows the row beside the table, or where that is not offered selects as well. The same markup is laid out as cards on a phone, in CSS alone.
 */
export function QueueTable<Row extends { id: string }>(props: Props<Row>) {
  const { columns, rows, selected, onSelect, onOpen, peek } = props;
  const [focusId, setFocusId] = useState<string | null>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const onMove = peek?.onMove;
  const onFocus = useCallback(
    (id: string) => {
      setFocusId(id);
      onMove?.(id);
    },
    [onMove],
  );
  const at = usePlace(rows, focusId);

  useArrowsFromAnywhere(() => rowsIn(body.current)[at]?.focus());
  const headings = headingsOf(rows, props.headingOf);

  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[at];
    // Keys pressed on a control inside a row are that control's own.
    const onRow = (event.target as HTMLElement).tagName === "TR";
    if (!row || !onRow || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = nextIndex(event.key, at, rows.length);
    if (next !== undefined) rowsIn(body.current)[next]?.focus();
    else if (event.key === "Enter") onOpen(row);
    else if (event.key === " " && peek) peek.onPeek(row);
    else if (event.key === " " || event.key === "x") onSelect(row.id, !selected.has(row.id));
    else return;
    event.preventDefault();
  };

  return (
    <table
      aria-busy={props.stale || undefined}
      aria-label={props.label}
      aria-multiselectable="true"
      className={styles.table}
      data-narrow={peek?.id ? true : undefined}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: rows take focus and can be selected, which makes it a grid.
      role="grid"
    >
      <thead>
        <tr>
          <th className={styles.select} scope="col">
            <span className="aside">{props.selectTitle}</span>
          </th>
          {columns.map(({ key, title, width, spare }) => (
            <th data-spare={spare} key={key} scope="col" style={width ? { width } : undefined}>
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
              peeked={peek?.id === row.id}
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
