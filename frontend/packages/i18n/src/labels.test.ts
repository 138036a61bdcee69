import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import contract from "../../../openapi.json" with { type: "json" };
import { labels as en } from "./labels.en.ts";
import { zhCN } from "./zh-CN.ts";

const { labels } = zhCN;

type Family = keyof typeof labels;

// Which enum of the contract each family names.
const FAMILY_OF: Record<string, Family> = {
  State: "state",
  DefectStage: "defect_stage",
  DefectVerb: "defect_action",
  PartyKind: "party_kind",
  ReworkSign: "rework_sign",
  PassingLevel: "passing_level",
  Kind: "kind",
  Severity: "severity",
  Channel: "channel",
  CallerRelation: "relation",
  RevealReason: "reveal_reason",
  HouseholdKind: "household_kind",
  Language: "language",
  ResidentState: "resident_state",
  VoidReason: "void_reason",
  UnitKind: "unit_kind",
  Audience: "audience",
  ComplaintClass: "complaint_class",
  PlaceRole: "place_role",
  LinkRelation: "link",
  LinkState: "link_state",
  ContactPart: "contact_part",
  Sign: "sign",
  Origin: "origin",
  Verb: "action",
  HoldReason: "hold_reason",
  ExcuseReason: "excuse_reason",
  CommitmentState: "commitment_state",
  Responsible: "responsible",
  SubjectType: "subject_type",
  GroupBy: "group_by",
  Unit: "unit",
  StandardDecisionKind: "decision",
  StandardLevel: "level",
  KeptAs: "kept_as",
  Approver: "approver",
  YearStatus: "year_status",
  Festival: "festival",
  DepartmentKind: "department_kind",
  AbsenceReason: "absence_reason",
  AbsenceState: "absence_state",
  MessageEvent: "message_event",
  MessageChannel: "message_channel",
  Takes: "takes",
  AcknowledgedBy: "acknowledged_by",
  SendingState: "sending_state",
  Way: "way",
  StepOutcome: "step_outcome",
  Measure: "measure",
  Queue: "queue",
  NoCaseReason: "no_case_reason",
  ContactState: "contact_state",
  CallbackState: "callback_state",
  CallbackKind: "callback_kind",
  Programme: "programme",
  Outcome: "draw_outcome",
  Obstacle: "obstacle",
  AttemptOutcome: "attempt_outcome",
  Method: "callback_method",
  Grade: "grade",
  CallbackVerb: "callback_action",
  CorrectiveState: "corrective_state",
  CorrectiveVerb: "corrective_action",
  ImportType: "import_type",
  OperationState: "operation_state",
  SlipState: "slip_state",
  SlipVerb: "slip_action",
  Stage: "slip_stage",
  Responsibility: "responsibility",
  MoneyOutcome: "money_outcome",
  AmountState: "amount_state",
  ApprovalLevel: "approval_level",
  SlipCopy: "slip_copy",
  MaterialSource: "material_source",
  PaidBy: "paid_by",
  DefectSize: "defect_size",
  VisitCheck: "visit_check",
  RenovationState: "renovation_state",
  RenovationVerb: "renovation_action",
  WorkScope: "work_scope",
  RenovationPaper: "renovation_document",
  ChainStep: "chain_step",
  ViolationKind: "violation_kind",
  ViolationState: "violation_state",
  AcceptanceStage: "acceptance_stage",
  PassState: "pass_state",
  DeductionState: "deduction_state",
  SettlementState: "settlement_state",
  CheckItem: "check_item",
  Finding: "finding",
  RefundOutcome: "refund_outcome",
  GateVerdict: "gate_verdict",
  AccountKind: "account_kind",
  PayMethod: "pay_method",
  Purpose: "purpose",
  DocumentKind: "document_kind",
  CashReason: "cash_reason",
  ProposalKind: "proposal_kind",
  ProposalState: "proposal_state",
  ProposalVerb: "proposal_action",
  PaymentState: "payment_state",
  HelpKind: "help_kind",
  HelpStep: "help_step",
  Arranger: "arranger",
  FamilyCall: "family_call",
  PlanKey: "plan",
  Rung: "rung",
  SuggestionVerb: "suggestion_action",
  ConfidentialSubject: "confidential_subject",
  Disclosable: "disclosable",
};

// Enums that come along but are not shown, each with the reason; showing one means naming its values.
const UNSHOWN: Record<string, string> = {
  RenovationSheet: "each has a link of its own",
  Missing: "told in a sentence by the server",
  ChainPhase: "which of the two it is follows from the step",
  BulkAction: "named as the verbs they are",
  MacroAction: "verbs of a case, named as such",
  ContactVerb: "each has a button of its own",
  ActorKind: "told apart by the name that comes with it",
  ClientKind: "chosen by programs",
  Match: "the surest come first; how each was found is the server's affair",
  Failure: "told in a sentence by the server",
  OperationKind: "the screen of imports shows imports alone",
  TypePack: "there is one, and a button takes it",
  SheetType: "named as the types of imports; an export is asked for where its rows are shown",
  SheetFormat: "a spreadsheet is a spreadsheet",
  DefectGrouping: "named as the columns they are",
  MediaType: "files are told by their names",
  Relation: "named as the relations of callers, among which these are",
  StandardKind: "what a number may be is told by its unit",
  PaperFormat: "a page is opened, a PDF is asked for on it",
  ShiftState: "one shift is open, or none is",
  RefundState: "those on their way are listed, and nothing else",
  LineState: "open lines are listed, and nothing else",
  StandardSense: "how it is measured shows in its name",
};

const schemas = contract.components.schemas as Record<string, { enum?: string[] }>;
const paths = contract.paths as Record<string, object>;

/** The paths our client calls: those its sources name, and a case's verbs, which it puts together. */
function calledPaths(): string[] {
  const folder = join(import.meta.dirname, "../../api/src");
  const sources = readdirSync(folder)
    .filter((name) => name.endsWith(".ts") && !/\.(gen|test)\.ts$/.test(name))
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .join("\n");
  return Object.keys(paths).filter(
    (path) =>
      sources.includes(`"${path}"`) ||
      path.startsWith("/api/v1/cases/{case_id}/") ||
      path.startsWith("/api/v1/renovations/{renovation_id}/"),
  );
}

/** The enums that can be met on these paths, through however many schemas. */
function enumsWithin(found: string[]): string[] {
  const seen = new Set<string>();
  const visit = (node: unknown) => {
    for (const [, name] of JSON.stringify(node).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (!name || seen.has(name)) continue;
      seen.add(name);
      visit(schemas[name]);
    }
  };
  found.forEach((path) => {
    visit(paths[path]);
  });
  return [...seen].filter((name) => schemas[name]?.enum);
}

describe("every value our screens can be answered has a name in both languages", () => {
  const met = enumsWithin(calledPaths());

  it.each(met)("%s", (name) => {
    const family = FAMILY_OF[name];
    if (!family) {
      expect(Object.keys(UNSHOWN), `name the values of ${name}, or say why not`).toContain(name);
      return;
    }
    const values = [...(schemas[name]?.enum ?? [])].sort();
    expect(Object.keys(labels[family]).sort()).toEqual(values);
    expect(Object.keys(en[family]).sort()).toEqual(values);
  });

  it("and nothing is named or excused that is never met", () => {
    expect(met.sort()).toEqual([...Object.keys(FAMILY_OF), ...Object.keys(UNSHOWN)].sort());
  });
});

function texts(tree: object): string[] {
  return Object.values(tree).flatMap((value) =>
    typeof value === "string" ? [value] : texts(value),
  );
}

it("leaves no name empty", () => {
  expect([...texts(labels), ...texts(en)].filter((text) => text.trim() === "")).toEqual([]);
});

it("names every permission, every role staff can be given and every reach, as the file of roles has them", () => {
  const file = join(import.meta.dirname, "../../../../backend/shouwen/core/access/roles.yaml");
  const text = readFileSync(file, "utf8");
  const permissions = [...text.matchAll(/^ {2}- (\w+\.\w+)/gm)].map(([, name]) => name).sort();
  const roles = [...text.matchAll(/^ {2}(\w+): *#/gm)].map(([, name]) => name);
  const reaches = new Set([...text.matchAll(/^ {4}[\w.]+: (\w+)/gm)].map(([, reach]) => reach));
  for (const named of [labels, en]) {
    expect(Object.keys(named.permission).sort()).toEqual(permissions);
    const areas = new Set(permissions.map((name) => name?.split(".")[0]));
    expect(Object.keys(named.permission_area).sort()).toEqual([...areas].sort());
    const given = roles.filter((role) => role !== "resident" && role !== "integrator");
    expect(Object.keys(named.role)).toEqual(given);
    expect(Object.keys(named.reach)).toEqual(expect.arrayContaining([...reaches]));
  }
});

it("calls things on paper as it does on screens", () => {
  const file = join(import.meta.dirname, "../../../../backend/shouwen/core/print/words.json");
  const paper = JSON.parse(readFileSync(file, "utf8")) as Record<string, Record<string, string>>;
  const screens: Record<string, Record<string, string>> = labels;
  for (const [family, words] of Object.entries(paper)) expect(screens[family]).toMatchObject(words);
});
