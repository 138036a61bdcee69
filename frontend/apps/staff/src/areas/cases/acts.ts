import type { Action, CaseOut } from "@shouwen/api/types.ts";
import type { ButtonKind } from "@shouwen/ui/button.tsx";

/** What this console can do to a case, in the order of its life. */
export const STATE_VERBS = [
  "accept",
  "refuse",
  "keep",
  "respond",
  "arrive",
  "finish",
  "close",
  "offer",
  "withdraw",
  "resume",
  "hold",
  "explain",
  "urge",
  "report",
  "escalate",
  "verify",
  "reclassify",
  "split",
  "dispute",
  "arbitrate",
  "succeed",
  "reopen",
  "void",
] as const;

export type StateVerb = (typeof STATE_VERBS)[number];
export type Verb = StateVerb | "link" | "add_contact";

/** One key each for what is said most. All but `accept` first open a form. */
export const KEY_OF: Partial<Record<Verb, string>> = {
  accept: "a",
  respond: "r",
  finish: "f",
  close: "c",
  offer: "o",
  urge: "u",
};

/** Said with one press: nothing to fill in. */
const AT_ONCE = ["accept", "keep", "arrive", "withdraw", "resume"] as const;
export type AtOnceVerb = (typeof AT_ONCE)[number];
export type FormVerb = Exclude<Verb, AtOnceVerb>;

/** Of what is possible, so many stand as buttons; the rest waits behind one more. */
export const SHOWN_VERBS = 5;
export const SHOWN_ON_A_PHONE = 2;

export function isAtOnce(verb: Verb): verb is AtOnceVerb {
  return (AT_ONCE as readonly string[]).includes(verb);
}

export function actionOf(shown: CaseOut, verb: Verb): Action | undefined {
  return shown.actions.find(({ action }) => action === verb);
}

/** How loud a button is. What ends things is never the loudest. */
export function kindOf(verb: Verb, isFirst: boolean): ButtonKind {
  if (verb === "void" || verb === "refuse") return "danger";
  return isFirst ? "primary" : "plain";
}
