import { expect, it } from "vitest";
import { FIELDS_OF, stakeOf, toBody } from "./step-values.ts";

const FILE = { id: "01980000-0000-7000-8000-000000000001", name: "图纸.pdf" };

it("sends money as whole fen and numbers as numbers", () => {
  const values = { violation_no: "2", amount: "199.9", words: "代为清运", files: [FILE] };
  expect(toBody(values, FIELDS_OF.deduct ?? [])).toEqual({
    violation_no: 2,
    amount_fen: 19990,
    words: "代为清运",
    file_ids: [FILE.id],
  });
});

it("sends a paper and a photograph by their one file", () => {
  expect(toBody({ kind: "drawings", files: [FILE] }, FIELDS_OF.add_document ?? [])).toEqual({
    kind: "drawings",
    file_id: FILE.id,
  });
  const worker = { worker_name: "周师傅", trade: "水电", files: [FILE] };
  expect(toBody(worker, FIELDS_OF.issue_pass ?? [])).toMatchObject({ photo_file_id: FILE.id });
});

it("leaves out what was not asked for or left empty", () => {
  expect(toBody({ words: "", method: "cash", passed: "yes" }, FIELDS_OF.refund ?? [])).toEqual({
    method: "cash",
  });
  expect(
    toBody(
      { deduction_no: "1", upheld: "no", words: "证据不足" },
      FIELDS_OF.decide_objection ?? [],
    ),
  ).toEqual({
    deduction_no: 1,
    upheld: false,
    words: "证据不足",
  });
});

it("says what goes back and what is kept, by the step", () => {
  const held = { held_fen: 300_000, settlements: [] as never[] };
  const deductions = [
    { amount_fen: 20_000, state: "standing" },
    { amount_fen: 7_000, state: "dropped" },
  ] as never[];
  const proposing = stakeOf({ ...held, deductions }, "propose_settlement");
  expect(proposing).toEqual({ refund_fen: 280_000, kept_fen: 20_000 });
  expect(stakeOf({ ...held, deductions }, "propose_settlement", true)).toEqual({
    refund_fen: 0,
    kept_fen: 300_000,
  });
  const one = { state: "proposed", refund_fen: 1, deducted_fen: 2, forfeited_fen: 3 } as never;
  const proposed = { held_fen: 6, deductions: [], settlements: [one] };
  expect(stakeOf(proposed, "approve_settlement")).toEqual({ refund_fen: 1, kept_fen: 5 });
  expect(stakeOf(proposed, "refund")).toBeUndefined();
  expect(stakeOf(proposed, "sign")).toBeUndefined();
});
