import type { DefectVerb } from "@shouwen/api/warranties.ts";

/** How a stage is shown: out, back, or over. */
export function stageTone(stage: string): "amber" | "blue" | "green" {
  if (stage === "entered") return "amber";
  return stage === "dispatched" || stage === "tracked" || stage === "accepted" ? "blue" : "green";
}

/** Nothing has to be said with it. */
export const WORDS_OPTIONAL: ReadonlySet<DefectVerb> = new Set<DefectVerb>(["dispatch", "pass"]);
