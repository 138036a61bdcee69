import "@shouwen/i18n/rooms/duties.zh-CN.ts";
import type { DutyOut, DutyWindow } from "@shouwen/api/types.ts";
import { localDate } from "@shouwen/core/instant.ts";
import type { TFunction } from "i18next";

/** What is to be done now: the oldest open window that has begun. Windows come the newest first. */
export function windowToDo(duty: DutyOut, today: string): DutyWindow | undefined {
  return duty.windows.findLast((one) => one.state === "open" && one.on <= today);
}

/** What was done last. */
export function windowDone(duty: DutyOut): DutyWindow | undefined {
  return duty.windows.find((one) => one.done_by !== null);
}

/** How many in the list were let go by. */
export function countMissed(duty: DutyOut): number {
  return duty.windows.filter((one) => one.state === "missed").length;
}

/** The days in which it is to be done once: the first of them is no due date. */
export function windowDays(t: TFunction, { on, due_at }: DutyWindow): string {
  const until = localDate(new Date(due_at));
  return t(on === until ? "duties.on_day" : "duties.window", { on, until });
}
