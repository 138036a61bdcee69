import type { EnrolledRow } from "@shouwen/api/types.ts";
import { describe, expect, it } from "vitest";
import settled from "./settled-draw.json" with { type: "json" };
import { type Draw, holds, verifyDraw } from "./verify-draw.ts";

// A draw as the backend made it, settled; tests/areas/callbacks checks the same file with docs/verify_draw.py.
const draw: Draw = settled.draw;
const rows = () => structuredClone(settled.rows) as EnrolledRow[];

function first(all: EnrolledRow[], ...outcomes: string[]): EnrolledRow {
  const found = all.find((row) => outcomes.includes(row.outcome));
  if (!found) throw new Error(`no ${outcomes} in the draw`);
  return found;
}

const WAYS = ["lot", "floor", "replacement"];

it("comes to the same as the backend, cut by cut", async () => {
  const found = await verifyDraw(draw, rows());
  expect(found.cuts.length).toBe(draw.cuts.length);
  expect(found.cuts.filter((cut) => !cut.hashHolds || !cut.drawnHolds)).toEqual([]);
  expect(holds(found)).toBe(true);
  const drawn = found.cuts.reduce((sum, cut) => sum + cut.drawn, 0);
  expect(drawn).toBe(settled.draw.drawn);
  expect(found.cuts.reduce((sum, cut) => sum + cut.cameIn, 0)).toBe(settled.draw.population);
});

it("has every kind of row in front of it", () => {
  const met = new Set(settled.rows.map((row) => row.outcome));
  for (const outcome of ["not_drawn", "not_callable", "superseded", "voided", "short"])
    expect(met).toContain(outcome);
  expect(WAYS.some((way) => met.has(way))).toBe(true);
});

const FORGERIES: Record<string, (all: EnrolledRow[]) => void> = {
  "two rows swapped": (all) => {
    const [one, other] = [first(all, "not_drawn"), first(all, ...WAYS)];
    [one.subject_id, other.subject_id] = [other.subject_id, one.subject_id];
    [one.ticket, other.ticket] = [other.ticket, one.ticket];
  },
  "a row dropped": (all) => void all.splice(all.indexOf(first(all, "not_drawn")), 1),
  "a row added": (all) =>
    void all.push({
      ...first(all, "not_drawn"),
      seq: all.length + 1,
      subject_id: "01980000-0000-7000-8000-000000000009",
    }),
  "rows in another order": (all) => void all.unshift(...all.splice(1, 1)),
  "somebody spared": (all) =>
    void Object.assign(first(all, ...WAYS), { outcome: "not_drawn", drawn_cut: null }),
  "another rate": (all) => {
    first(all, "not_drawn").rate_bp -= 1;
  },
  "a longer window": (all) => {
    first(all, "not_drawn").callable_until = "2026-12-31T15:59:59Z";
  },
  "somebody excused": (all) =>
    void Object.assign(first(all, "not_drawn"), { reason: "refused", ticket: null }),
  "a ticket made up": (all) => {
    first(all, "not_drawn").ticket = "0".repeat(64);
  },
};

describe("sees what was forged", () => {
  it.each(Object.entries(FORGERIES))("%s", async (_, forge) => {
    const forged = rows();
    forge(forged);
    expect(holds(await verifyDraw(draw, forged))).toBe(false);
  });

  it("another seed", async () => {
    const seed = "0".repeat(64);
    const found = await verifyDraw({ ...draw, seed }, rows());
    expect(found.commitHolds).toBe(false);
    expect(found.ticketsHold).toBe(false);
  });

  it("and says in which cut", async () => {
    const forged = rows();
    const spared = first(forged, ...WAYS);
    const at = spared.drawn_cut;
    Object.assign(spared, { outcome: "not_drawn", drawn_cut: null });
    const { cuts, commitHolds } = await verifyDraw(draw, forged);
    expect(commitHolds).toBe(true);
    expect(cuts.filter((cut) => !cut.drawnHolds).map((cut) => cut.no)).toEqual([at]);
  });
});

it("compares instants to the microsecond", async () => {
  const all = rows();
  const [one, two] = [all[0], all[1]];
  if (!one || !two) throw new Error("too few rows");
  one.enrolled_at = "2026-11-22T08:00:01.000002Z";
  two.enrolled_at = "2026-11-22T08:00:01.000001Z";
  expect((await verifyDraw(draw, all)).rowsHold).toBe(false);
  two.enrolled_at = "2026-11-22T08:00:01.000003Z";
  expect((await verifyDraw(draw, all)).rowsHold).toBe(true);
});
