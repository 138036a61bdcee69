import "@shouwen/i18n/rooms/callbacks.zh-CN.ts";
import "@shouwen/i18n/rooms/defects.zh-CN.ts";
import "@shouwen/i18n/rooms/emergencies.zh-CN.ts";
import "@shouwen/i18n/rooms/events.zh-CN.ts";
import "@shouwen/i18n/rooms/ledger.zh-CN.ts";
import "@shouwen/i18n/rooms/register.zh-CN.ts";
import "@shouwen/i18n/rooms/renovations.zh-CN.ts";
import "@shouwen/i18n/rooms/rights.zh-CN.ts";
import "@shouwen/i18n/rooms/slips.zh-CN.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { yuan } from "@shouwen/core/money.ts";
import type { LabelFamily } from "@shouwen/i18n/use-labels.ts";

export interface FactWords {
  /** The word of a fact; none for what is not told. */
  name: (fact: string) => string | undefined;
  label: (family: LabelFamily, value: string) => string;
  yes: string;
  no: string;
  /** The name of somebody, of a post, or of a standard. */
  names: Record<string, string>;
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T/;

/** What the values of a fact are called; the first family that knows one names it. */
const FAMILIES: Record<string, LabelFamily[]> = {
  after: ["commitment_state"],
  audience: ["audience"],
  before: ["commitment_state"],
  channel: ["channel"],
  found_by: ["sign"],
  kind: ["kind", "callback_kind", "party_kind"],
  method: ["callback_method", "pay_method"],
  outcome: ["attempt_outcome"],
  part: ["contact_part"],
  plan: ["plan"],
  programme: ["programme"],
  reason: ["no_case_reason", "hold_reason", "excuse_reason", "cash_reason"],
  relation: ["link"],
  responsibility: ["responsibility"],
  role: ["role"],
  rung: ["rung"],
  severity: ["severity"],
  size: ["defect_size"],
  stage: ["defect_stage"],
  state: ["state"],
  step: ["help_step", "chain_step"],
  verdict: ["gate_verdict"],
};

function textOf(name: string, value: unknown, words: FactWords): string {
  if (Array.isArray(value)) return value.map((one) => textOf(name, one, words)).join(" · ");
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (typeof value === "number") return name.endsWith("_fen") ? `¥${yuan(value)}` : String(value);
  const text = String(value);
  if (INSTANT.test(text)) return fullTime(text);
  if (name === "fields") return words.name(text) ?? text;
  const called = (FAMILIES[name] ?? []).map((family) => words.label(family, text));
  return words.names[text] ?? called.find((one) => one !== text) ?? text;
}

/** What was written down with an event, in words. An id without a name tells nobody anything. */
export function factLines(facts: Record<string, unknown>, words: FactWords): [string, string][] {
  return Object.entries(facts).flatMap(([fact, value]) => {
    const name = words.name(fact);
    const isStrange = fact.endsWith("_id") && !(String(value) in words.names);
    if (!name || value === null || isStrange) return [];
    return [[name, textOf(fact, value, words)]];
  });
}
