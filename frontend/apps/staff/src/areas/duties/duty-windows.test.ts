import type { DutyOut, DutyWindow } from "@shouwen/api/types.ts";
import type { TFunction } from "i18next";
import { expect, it } from "vitest";
import { countMissed, windowDays, windowDone, windowToDo } from "./duty-windows.ts";

const window = (on: string, state: DutyWindow["state"], done = false) =>
  ({ on, state, done_by: done ? { id: "1", name: "吴佳怡" } : null }) as DutyWindow;

const duty = {
  windows: [
    window("2026-11-24", "open"),
    window("2026-11-23", "open"),
    window("2026-11-22", "open"),
    window("2026-11-21", "kept", true),
    window("2026-11-20", "missed"),
  ],
} as DutyOut;

it("asks for the oldest window that has begun", () => {
  expect(windowToDo(duty, "2026-11-23")?.on).toBe("2026-11-22");
  expect(windowToDo(duty, "2026-11-21")).toBeUndefined();
});

it("tells what was done last, and what was let go by", () => {
  expect(windowDone(duty)?.on).toBe("2026-11-21");
  expect(countMissed(duty)).toBe(1);
});

it("says in which days it is to be done, not only the first of them", () => {
  const t = ((key: string, given: object) =>
    `${key} ${Object.values(given).join(" ")}`) as TFunction;
  const of = (on: string, due_at: string) => windowDays(t, { on, due_at } as DutyWindow);
  expect(of("2026-11-29", "2026-12-31T15:59:59Z")).toBe("duties.window 2026-11-29 2026-12-31");
  expect(of("2026-11-29", "2026-11-29T15:59:59Z")).toBe("duties.on_day 2026-11-29 2026-11-29");
});
