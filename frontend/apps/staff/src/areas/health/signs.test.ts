import type { HealthOut } from "@shouwen/api/types.ts";
import { expect, it } from "vitest";
import { ageAt, gigabytes, verdicts } from "./signs.ts";

const well: HealthOut = {
  at: "2026-11-22T08:00:00Z",
  version: "1",
  jobs: { due: 0, oldest_due_at: null, oldest: null, given_up: 0 },
  clock: { oldest_step_due_at: null },
  journal: { unsealed: 3 },
  calendar: { official_through: 2027, alarm: false },
  books: { unsound: 0, unsound_since: null, oldest_check_at: "2026-11-22T07:00:00Z" },
  backup: { last_at: "2026-11-21T20:00:00Z" },
  disk_free_bytes: 80 * 1024 ** 3,
  schedules: [],
};

it("is well when nothing waits, all is covered and a backup is fresh", () => {
  expect(new Set(Object.values(verdicts(well)))).toEqual(new Set(["ok"]));
});

it.each<[string, Partial<HealthOut>, string]>([
  ["jobs", { jobs: { ...well.jobs, due: 1, oldest_due_at: "2026-11-22T07:54:00Z" } }, "look"],
  ["jobs", { jobs: { ...well.jobs, due: 1, oldest_due_at: "2026-11-22T07:59:00Z" } }, "ok"],
  ["given_up", { jobs: { ...well.jobs, given_up: 1 } }, "look"],
  ["clock", { clock: { oldest_step_due_at: "2026-11-22T07:58:00Z" } }, "look"],
  ["journal", { journal: { unsealed: 5000 } }, "look"],
  ["calendar", { calendar: { official_through: 2026, alarm: true } }, "look"],
  ["calendar", { calendar: { official_through: null, alarm: false } }, "look"],
  ["books", { books: { ...well.books, unsound: 1, unsound_since: well.at } }, "look"],
  ["books", { books: { ...well.books, oldest_check_at: "2026-11-22T04:00:00Z" } }, "look"],
  ["books", { books: { ...well.books, oldest_check_at: null } }, "ok"],
  ["backup", { backup: { last_at: null } }, "look"],
  ["backup", { backup: { last_at: "2026-11-20T08:00:00Z" } }, "look"],
  ["disk", { disk_free_bytes: 1024 ** 3 }, "look"],
  ["disk", { disk_free_bytes: null }, "unknown"],
])("%s: %j is %s", (sign, part, verdict) => {
  const told = verdicts({ ...well, ...part });
  expect(told[sign as keyof typeof told]).toBe(verdict);
});

it("counts ages by the server's clock and never below nothing", () => {
  expect(ageAt(well, "2026-11-22T07:59:00Z")).toBe(60_000);
  expect(ageAt(well, "2026-11-22T08:00:09Z")).toBe(0);
  expect(ageAt(well, null)).toBeUndefined();
  expect(gigabytes(1.59 * 1024 ** 3)).toBe(1.5);
});
