import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import type { Column } from "./queue-row.tsx";
import { type Peek, QueueTable } from "./queue-table.tsx";

interface Row {
  id: string;
  title: string;
}

const rows: Row[] = ["a", "b", "c"].map((id) => ({ id, title: `row ${id}` }));
interface QueueProps {
  peek?: Peek<Row>;
  onOpen: (row: Row) => void;
  headingOf?: (row: Row) => string;
}

const columns: Column<Row>[] = [
  { key: "title", title: "Title", card: "title", cell: (row) => row.title },
];

function Queue({ onOpen, headingOf, peek }: QueueProps) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  return (
    <QueueTable
      columns={columns}
      label="queue"
      {...(headingOf && { headingOf })}
      onOpen={onOpen}
      peek={peek}
      onSelect={(id, on) => setSelected(on ? new Set([...selected, id]) : new Set())}
      rows={rows}
      selected={selected}
      selectName={(row) => `select ${row.title}`}
      selectTitle="selected"
    />
  );
}

function setUp() {
  const onOpen = vi.fn();
  render(<Queue onOpen={onOpen} />);
  const row = (name: string) => screen.getByText(name).closest("tr") as HTMLElement;
  return { onOpen, row, user: userEvent.setup() };
}

describe("the queue is worked by keyboard with one tab stop", () => {
  it("enters at the first row and leaves at the next tab", async () => {
    const { row, user } = setUp();
    await user.tab();
    expect(document.activeElement).toBe(row("row a"));
    await user.tab();
    expect(document.activeElement).toBe(document.body);
  });

  it("is entered by an arrow while nothing has the focus, and takes none from a field", async () => {
    const { row, user } = setUp();
    const field = document.body.appendChild(document.createElement("textarea"));
    field.focus();
    await user.keyboard("{ArrowDown}");
    expect(document.activeElement).toBe(field);
    field.remove();
    await user.keyboard("{ArrowDown}");
    expect(document.activeElement).toBe(row("row a"));
    await user.keyboard("{ArrowDown}");
    expect(document.activeElement).toBe(row("row b"));
  });

  it("moves by arrows, stops at the ends and comes back to where it was", async () => {
    const { row, user } = setUp();
    await user.tab();
    await user.keyboard("{ArrowDown}{ArrowDown}{ArrowDown}");
    expect(document.activeElement).toBe(row("row c"));
    expect(row("row a").tabIndex).toBe(-1);
    expect(row("row c").tabIndex).toBe(0);
    await user.keyboard("{Home}");
    expect(document.activeElement).toBe(row("row a"));
  });

  it("opens with Enter and selects with Space", async () => {
    const { onOpen, row, user } = setUp();
    await user.tab();
    await user.keyboard("{ArrowDown} {Enter}");
    expect(row("row b").getAttribute("aria-selected")).toBe("true");
    expect(onOpen).toHaveBeenCalledExactlyOnceWith(rows[1]);
  });
});

describe("where a row can be shown beside the table", () => {
  it("shows it with Space, tells where the focus goes, and selects with x", async () => {
    const peek = { id: null, onPeek: vi.fn(), onMove: vi.fn() };
    render(<Queue onOpen={vi.fn()} peek={peek} />);
    const user = userEvent.setup();
    await user.tab();
    await user.keyboard("{ArrowDown} ");
    expect(peek.onMove).toHaveBeenLastCalledWith("b");
    expect(peek.onPeek).toHaveBeenCalledExactlyOnceWith(rows[1]);
    const row = screen.getByText("row b").closest("tr");
    expect(row?.getAttribute("aria-selected")).toBe("false");
    await user.keyboard("x");
    expect(row?.getAttribute("aria-selected")).toBe("true");
  });
});

it("keeps its place when the row there is gone", async () => {
  const queue = (left: Row[]) => (
    <QueueTable
      columns={columns}
      label="queue"
      onOpen={vi.fn()}
      onSelect={vi.fn()}
      rows={left}
      selected={new Set()}
      selectName={(row) => `select ${row.title}`}
      selectTitle="selected"
    />
  );
  const { rerender } = render(queue(rows));
  const user = userEvent.setup();
  await user.tab();
  await user.keyboard("{ArrowDown}");
  rerender(queue(rows.filter(({ id }) => id !== "b")));
  expect(screen.getByText("row c").closest("tr")?.tabIndex).toBe(0);
});

it("ticks by mouse without opening", async () => {
  const { onOpen, row, user } = setUp();
  await user.click(screen.getByLabelText("select row b"));
  expect(row("row b").getAttribute("aria-selected")).toBe("true");
  expect(onOpen).not.toHaveBeenCalled();
});

it("names each group once, and arrows pass over the names", async () => {
  render(<Queue headingOf={(row) => (row.id === "a" ? "late" : "today")} onOpen={vi.fn()} />);
  expect(screen.getAllByText("today")).toHaveLength(1);
  const user = userEvent.setup();
  await user.tab();
  await user.keyboard("{ArrowDown}{ArrowDown}");
  expect(document.activeElement).toBe(screen.getByText("row c").closest("tr"));
});
