import type { EventOut } from "@shouwen/api/types.ts";
import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { pauseMs } from "./hold-line.ts";
import { LIVE_KEYS, outdatedBy } from "./outdated-by.ts";
import { createRefresher } from "./refresher.ts";

const CASE = { type: "case", id: "k1", number: "BX202611-00001" } as const;

function event(name: string, subject: EventOut["subject"] = CASE): EventOut {
  return {
    id: "e",
    event: name,
    at: "2026-11-28T08:00:00Z",
    community_id: "c",
    subject,
    facts: {},
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("knows what an event makes outdated", () => {
  expect(outdatedBy(event("cases.offered"))).toEqual([
    ["cases", "list"],
    ["cases", "k1"],
  ]);
  expect(outdatedBy(event("commitments.fell_due"))).toContainEqual(["commitments"]);
  expect(outdatedBy(event("files.linked", null))).toEqual([]);
  expect(outdatedBy(event("weather.changed"))).toEqual([]);
});

it("refreshes after a gap all that an event could refresh", () => {
  const all = LIVE_KEYS.map(([room]) => room);
  for (const room of [
    "cases",
    "commitments",
    "people",
    "standards",
    "worktime",
    "duties",
    "delivery",
  ])
    for (const [first] of outdatedBy(event(`${room}.x`))) expect(all).toContain(first);
});

it("asks once for what came together, and again only when that has come in", async () => {
  const queries = new QueryClient();
  let answer = () => {};
  const asked = vi
    .spyOn(queries, "invalidateQueries")
    .mockImplementation(() => new Promise((resolve) => (answer = resolve)));
  const refresh = createRefresher(queries);
  refresh([["cases", "list"]]);
  refresh([["cases", "list"]]);
  await vi.advanceTimersByTimeAsync(300);
  expect(asked).toHaveBeenCalledTimes(1);
  refresh([["cases", "list"]]);
  await vi.advanceTimersByTimeAsync(5000);
  expect(asked).toHaveBeenCalledTimes(1);
  answer();
  await vi.advanceTimersByTimeAsync(300);
  expect(asked).toHaveBeenCalledTimes(2);
});

it("waits longer each time, never for ever, and not all at the same moment", () => {
  expect(pauseMs(0, 1)).toBe(1000);
  expect(pauseMs(3, 1)).toBe(8000);
  expect(pauseMs(50, 1)).toBe(30_000);
  expect(pauseMs(3, 0)).toBe(4000);
});
