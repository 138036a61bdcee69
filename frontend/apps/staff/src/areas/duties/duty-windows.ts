import type { DutyOut, DutyWindow } from "@shouwen/api/types.ts";

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
