import type { ChainStepIn } from "@shouwen/api/types.ts";
import { labels } from "@shouwen/i18n/rooms/renovations.zh-CN.ts";

export type Phase = ChainStepIn["phase"];
export const STEPS = Object.keys(labels.chain_step) as ChainStepIn["step"][];

/** One step further up or down. */
export function moved(steps: ChainStepIn[], at: number, by: 1 | -1): ChainStepIn[] {
  const next = [...steps];
  const [one] = next.splice(at, 1);
  if (one) next.splice(at + by, 0, one);
  return next;
}

/** Whether the first check comes before the approval and both have a step; the server says the same. */
export function isInOrder(steps: ChainStepIn[]): boolean {
  const first = steps.findIndex(({ phase }) => phase === "approve");
  return first > 0 && steps.slice(first).every(({ phase }) => phase === "approve");
}
