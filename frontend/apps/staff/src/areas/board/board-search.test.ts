import { expect, it } from "vitest";
import { monthOf, parseBoardSearch, periodOf, rowsBehind, rowsOfFigure } from "./board-search.ts";

it("is about this month when nothing is asked", () => {
  expect(periodOf({}, new Date("2026-02-28T17:00:00Z"))).toEqual({
    from: "2026-03-01",
    to: "2026-03-31",
  });
});

it("knows the month before January", () => {
  expect(monthOf("2026-01-15", 1)).toEqual({ from: "2025-12-01", to: "2025-12-31" });
});

it("never asks for a period that ends before it begins", () => {
  const now = new Date("2026-11-22T00:00:00Z");
  expect(periodOf({ from: "2026-11-10", to: "2026-11-01" }, now).to).toBe("2026-11-10");
});

it("leaves out a group it does not know", () => {
  expect(parseBoardSearch({ group_by: "mood", from: "2026-11-01" })).toEqual({
    from: "2026-11-01",
  });
});

it("opens the rows a line was counted from", () => {
  const link =
    "/api/v1/commitments?counted=true&key=respond.within&due_at.gte=2026-11-01T00%3A00%3A00%2B08%3A00&due_at.lt=2026-12-01T00%3A00%3A00%2B08%3A00";
  expect(rowsBehind(link)).toEqual({
    counted: "true",
    key: "respond.within",
    from: "2026-11-01",
    until: "2026-11-30",
  });
});

it("opens each figure over the lines to what it counted", () => {
  const behind = { community_id: "c", from: "2026-11-01", until: "2026-11-30" };
  expect(rowsOfFigure("due", behind)).toEqual({ ...behind, counted: "true" });
  expect(rowsOfFigure("late", behind)).toEqual({ ...behind, counted: "true", state: ["late"] });
  expect(rowsOfFigure("overdue", behind)).toEqual({
    ...behind,
    counted: "true",
    overdue: "true",
  });
});
