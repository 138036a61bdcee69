import { localDate } from "@shouwen/core/instant.ts";

/** How soon somebody must act, in the order of a queue sorted by what is due next. */
export type DueGroup = "overdue" | "soon" | "today" | "later" | "none";

const SOON_MS = 30 * 60_000;

export function dueGroup(dueAt: string | null, now: Date): DueGroup {
  if (dueAt === null) return "none";
  const due = new Date(dueAt);
  const left = due.getTime() - now.getTime();
  if (left < 0) return "overdue";
  if (left <= SOON_MS) return "soon";
  return localDate(due) === localDate(now) ? "today" : "later";
}
