import "@shouwen/i18n/rooms/callbacks.zh-CN.ts";
import type { CallbackRow, JournalEntry } from "@shouwen/api/types.ts";

/** How one enrolment of a matter stands in its draw. */
export interface DrawStanding {
  drawId: string;
  seq: number;
  programme: string;
  rateBp: number;
  /** Why nobody can be called, where that is so. */
  reason?: string;
  /** As what it left the draw. */
  left?: string;
  /** The callback it was drawn for. */
  callback?: Pick<CallbackRow, "id" | "number" | "state">;
}

type Entry = Pick<JournalEntry, "event" | "detail">;
type Drawn = Pick<CallbackRow, "id" | "number" | "state">;

/** What the journal of a matter tells of its draws, the latest first, with the callbacks it was drawn for. */
export function standingsIn(journal: Entry[], callbacks: Drawn[]): DrawStanding[] {
  const found = new Map<string, DrawStanding>();
  for (const { event, detail } of journal) {
    const key = `${detail.draw_id} ${detail.seq}`;
    if (event === "callbacks.enrolled") found.set(key, enrolled(detail));
    const standing = found.get(key);
    if (!standing) continue;
    if (event === "callbacks.left_draw") standing.left = String(detail.outcome);
    if (event !== "callbacks.drawn" && event !== "callbacks.visit_drawn") continue;
    const callback = callbacks.find(({ id }) => id === detail.callback_id);
    if (callback) standing.callback = callback;
  }
  return [...found.values()].reverse();
}

function enrolled(detail: Entry["detail"]): DrawStanding {
  return {
    drawId: String(detail.draw_id),
    seq: Number(detail.seq),
    programme: String(detail.programme),
    rateBp: Number(detail.rate_bp),
    ...(detail.reason ? { reason: String(detail.reason) } : {}),
  };
}
