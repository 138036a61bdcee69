import type { RenovationOut, RenovationVerb } from "@shouwen/api/types.ts";
import { toFen } from "@shouwen/core/money.ts";
import type { AddedFile } from "../../shell/file-picker.tsx";

/** What a dialog keeps while it is filled in; `toBody` puts it into the API's words. */
export interface StepValues {
  words?: string;
  kind?: string;
  files?: AddedFile[];
  amount?: string;
  method?: string;
  reference?: string;
  protection_checked?: boolean;
  ends_on?: string;
  violation_no?: string;
  demand?: string;
  served_to?: string;
  authority?: string;
  passed?: "yes" | "no";
  deduction_no?: string;
  upheld?: "yes" | "no";
  forfeit?: boolean;
  outcome?: string;
  case_number?: string;
  worker_name?: string;
  trade?: string;
}

type Kind =
  | "line"
  | "long"
  | "date"
  | "money"
  | "files"
  | "tick"
  | "document"
  | "method"
  | "taken_by"
  | "violation"
  | "deduction"
  | "yes_no"
  | "outcome";

export interface StepField {
  name: keyof StepValues & string;
  kind: Kind;
  label:
    | "words"
    | "reason"
    | "opinion"
    | "kind"
    | "file"
    | "photo"
    | "amount"
    | "method"
    | "reference"
    | "protection_checked"
    | "ends_on"
    | "violation"
    | "demand"
    | "served_to"
    | "authority"
    | "rectified"
    | "deduction"
    | "upheld"
    | "forfeit"
    | "outcome"
    | "case"
    | "worker"
    | "trade";
  optional?: boolean;
}

const words: StepField = { name: "words", kind: "long", label: "words", optional: true };
const opinion: StepField = { name: "words", kind: "long", label: "opinion", optional: true };
const reason: StepField = { name: "words", kind: "long", label: "reason" };
const files: StepField = { name: "files", kind: "files", label: "file" };
const some: StepField = { ...files, optional: true };
const violation: StepField = { name: "violation_no", kind: "violation", label: "violation" };
const deduction: StepField = { name: "deduction_no", kind: "deduction", label: "deduction" };
const amount: StepField = { name: "amount", kind: "money", label: "amount" };
const method: StepField = { name: "method", kind: "method", label: "method" };

/** What each step asks for; one that is not here asks for nothing. */
export const FIELDS_OF: Partial<Record<RenovationVerb, StepField[]>> = {
  add_document: [{ name: "kind", kind: "document", label: "kind" }, files],
  submit: [words],
  review: [opinion],
  approve: [opinion],
  reject: [reason],
  cancel: [reason],
  sign: [words],
  pay_deposit: [
    amount,
    { ...method, kind: "taken_by" },
    { name: "reference", kind: "line", label: "reference", optional: true },
  ],
  order_deposit: [],
  issue_permit: [words],
  issue_pass: [
    { name: "worker_name", kind: "line", label: "worker" },
    { name: "trade", kind: "line", label: "trade" },
    { ...some, label: "photo" },
  ],
  start: [{ name: "protection_checked", kind: "tick", label: "protection_checked" }],
  notice: [
    violation,
    { name: "demand", kind: "long", label: "demand" },
    { name: "served_to", kind: "line", label: "served_to" },
  ],
  rectify: [violation, { name: "passed", kind: "yes_no", label: "rectified" }, words, some],
  report: [violation, { name: "authority", kind: "line", label: "authority" }, reason],
  stop: [reason],
  resume: [words],
  extend: [{ name: "ends_on", kind: "date", label: "ends_on" }, reason],
  request_acceptance: [words],
  accept_initial: [words, some],
  accept_final: [words, some],
  fail_acceptance: [reason, some],
  deduct: [violation, amount, reason, files],
  object: [deduction, reason],
  decide_objection: [deduction, { name: "upheld", kind: "yes_no", label: "upheld" }, reason],
  propose_settlement: [{ name: "forfeit", kind: "tick", label: "forfeit" }, words],
  approve_settlement: [words],
  refuse_settlement: [reason],
  refund: [method],
  confirm_refund: [{ name: "outcome", kind: "outcome", label: "outcome" }],
  link_case: [{ name: "case_number", kind: "line", label: "case" }],
  close: [words],
};

/** The body of a step: only what its fields asked for, and nothing that was left empty. */
export function toBody(values: StepValues, fields: readonly StepField[]): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const { name, kind, label } of fields) {
    const value = values[name];
    if (value === undefined || value === "" || name === "case_number") continue;
    if (kind === "money") body.amount_fen = toFen(String(value));
    else if (kind === "files") Object.assign(body, filed(value as AddedFile[], fields, label));
    else if (kind === "violation" || kind === "deduction") body[name] = Number(value);
    else if (kind === "yes_no") body[name] = value === "yes";
    else body[name] = value;
  }
  return body;
}

/** A paper and a photograph are one file each; evidence is as many as there are. */
function filed(added: AddedFile[], fields: readonly StepField[], label: StepField["label"]) {
  const [first] = added;
  if (label === "photo") return first ? { photo_file_id: first.id } : {};
  if (fields.some(({ kind }) => kind === "document")) return first ? { file_id: first.id } : {};
  return { file_ids: added.map(({ id }) => id) };
}

const STATE_OF: Partial<Record<RenovationVerb, "proposed" | "approved">> = {
  approve_settlement: "proposed",
  refuse_settlement: "proposed",
  refund: "approved",
  confirm_refund: "approved",
};

type Settling = Pick<RenovationOut, "held_fen" | "deductions" | "settlements">;

/** What goes back and what is kept by a step of the settlement: as proposed, else as the deductions stand now. */
export function stakeOf(shown: Settling, verb: RenovationVerb, forfeits = false) {
  if (verb === "propose_settlement") {
    const counted = shown.deductions.filter(({ state }) => state !== "dropped");
    const deducted_fen = counted.reduce((sum, { amount_fen }) => sum + amount_fen, 0);
    const kept_fen = forfeits ? shown.held_fen : deducted_fen;
    return { refund_fen: shown.held_fen - kept_fen, kept_fen };
  }
  const state = STATE_OF[verb];
  const found = shown.settlements.findLast((one) => one.state === state);
  return (
    found && { refund_fen: found.refund_fen, kept_fen: found.deducted_fen + found.forfeited_fen }
  );
}
