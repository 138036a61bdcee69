import type { HealthOut } from "@shouwen/api/types.ts";

const MINUTE_MS = 60_000;
const GB = 1024 ** 3;

/** When somebody should look: what a house of this size may lag without anybody noticing. */
export const JOBS_LATE_MS = 5 * MINUTE_MS;
export const CLOCK_LATE_MS = MINUTE_MS;
export const UNSEALED_MANY = 1000;
export const BACKUP_OLD_MS = 36 * 60 * MINUTE_MS;
export const DISK_LOW_GB = 5;
export const BOOKS_OLD_MS = 3 * 60 * MINUTE_MS;

export type Sign =
  | "jobs"
  | "given_up"
  | "clock"
  | "journal"
  | "calendar"
  | "books"
  | "backup"
  | "disk";
export type Verdict = "ok" | "look" | "unknown";

/** How long ago something was at the instant of the answer, by the server's own clock. */
export function ageAt(health: HealthOut, at: string | null): number | undefined {
  return at === null ? undefined : Math.max(0, Date.parse(health.at) - Date.parse(at));
}

export function gigabytes(bytes: number): number {
  return Math.floor((bytes / GB) * 10) / 10;
}

/** What is well and what somebody should look at. A backup nobody knows of is to be looked at, not unknown. */
export function verdicts(health: HealthOut): Record<Sign, Verdict> {
  const late = (at: string | null, allowed: number) => (ageAt(health, at) ?? 0) > allowed;
  const verdict = (bad: boolean): Verdict => (bad ? "look" : "ok");
  const backup = ageAt(health, health.backup.last_at);
  const free = health.disk_free_bytes;
  return {
    jobs: verdict(late(health.jobs.oldest_due_at, JOBS_LATE_MS)),
    given_up: verdict(health.jobs.given_up > 0),
    clock: verdict(late(health.clock.oldest_step_due_at, CLOCK_LATE_MS)),
    journal: verdict(health.journal.unsealed > UNSEALED_MANY),
    calendar: verdict(health.calendar.alarm || health.calendar.official_through === null),
    books: verdict(health.books.unsound > 0 || late(health.books.oldest_check_at, BOOKS_OLD_MS)),
    backup: verdict(backup === undefined || backup > BACKUP_OLD_MS),
    disk: free === null ? "unknown" : verdict(gigabytes(free) < DISK_LOW_GB),
  };
}
