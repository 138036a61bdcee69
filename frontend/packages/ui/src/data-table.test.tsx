import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { DataTable } from "./data-table.tsx";

it("tells the card of a phone which cells stand beside others, and which say nothing", () => {
  const rows = [{ id: "1", name: "维修到场", late: 3, missed: 0 }];
  render(
    <DataTable
      columns={[
        { key: "name", title: "承诺", cell: (row) => row.name },
        { key: "late", title: "逾期", card: "pair", cell: (row) => row.late },
        { key: "missed", title: "未履行", card: "pair", cell: (row) => row.missed },
      ]}
      idOf={(row) => row.id}
      label="看板"
      rows={rows}
    />,
  );
  const cells = screen.getAllByRole("cell");
  expect(cells.map(({ dataset }) => [dataset.lead, dataset.card, dataset.zero])).toEqual([
    ["true", undefined, undefined],
    [undefined, "pair", undefined],
    [undefined, "pair", "true"],
  ]);
});
