import type { MacroAction, MacroStep } from "@shouwen/api/types.ts";
import type { Picked } from "./record-values.ts";

export const MACRO_ACTIONS = [
  "offer",
  "note",
  "respond",
  "explain",
  "report",
  "keep",
  "accept",
  "urge",
  "escalate",
] as const satisfies readonly MacroAction[];

export interface StepValues {
  action: MacroAction;
  text?: string;
  audience?: "internal" | "resident";
  to_post_id?: Picked;
  /** Somebody in person: set by the API, kept here as it is. */
  to_staff_id?: string;
  /** As the field holds it: a number, or its digits. */
  after_minutes?: number | string;
}

export interface MacroValues {
  name: string;
  steps: StepValues[];
}

/** What each verb takes: what was filled in for another verb before is left out. */
export function toSteps(steps: StepValues[]): MacroStep[] {
  return steps.map(({ action, text, audience, to_post_id, to_staff_id, after_minutes }) => ({
    action,
    ...(text?.trim() && action !== "keep" && action !== "accept" ? { text: text.trim() } : {}),
    ...(action === "note" ? { audience: audience ?? "internal" } : {}),
    ...(action === "offer" && to_post_id ? { to_post_id: to_post_id.value } : {}),
    ...(action === "offer" && !to_post_id && to_staff_id ? { to_staff_id } : {}),
    ...(action === "explain" && after_minutes ? { after_minutes: Number(after_minutes) } : {}),
  }));
}

export function toValues(name = "", steps: MacroStep[] = [{ action: "note" }]): MacroValues {
  return {
    name,
    steps: steps.map(({ action, text, audience, to_post_id, to_staff_id, after_minutes }) => ({
      action,
      ...(text ? { text } : {}),
      ...(audience ? { audience } : {}),
      ...(to_post_id ? { to_post_id: { value: to_post_id, label: "…" } } : {}),
      ...(to_staff_id ? { to_staff_id } : {}),
      ...(after_minutes ? { after_minutes } : {}),
    })),
  };
}
