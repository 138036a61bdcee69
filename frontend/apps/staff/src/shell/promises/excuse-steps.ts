import { holds } from "@shouwen/api/access.ts";
import type { ExcuseStep } from "@shouwen/api/commitments.ts";
import type { CommitmentOut, MeOut } from "@shouwen/api/types.ts";

const EXCUSABLE: ReadonlySet<string> = new Set(["open", "late", "missed"]);

function isOwn(shown: CommitmentOut, person: MeOut): boolean {
  const { type, id } = shown.responsible;
  return type === "staff" ? person.staff_id === id : person.posts.some((post) => post.id === id);
}

/**
 * What this person may do about a promise that was or will not be kept. Nobody decides on their own; the
 * server has the last word.
 */
export function excuseSteps(shown: CommitmentOut, person: MeOut): ExcuseStep[] {
  if (!EXCUSABLE.has(shown.state)) return [];
  const others = !isOwn(shown, person);
  const asked = Boolean(shown.excuse_asked_at);
  const steps: ExcuseStep[] = [];
  const decides = others && holds(person, "commitments.excuse");
  // Whoever decides has nobody to ask.
  if (!asked && !decides && holds(person, "commitments.request_excuse"))
    steps.push("request-excuse");
  if (decides)
    steps.push(...(asked ? (["excuse", "refuse-excuse"] as const) : (["excuse"] as const)));
  if (others && shown.state === "open" && holds(person, "commitments.waive")) steps.push("waive");
  return steps;
}
