import { startOfLocalDate } from "@shouwen/core/instant.ts";
import { expect, it } from "vitest";
import { parseJournalSearch, toJournalQuery } from "./journal-search.ts";

const ID = "01980000-0000-7000-8000-000000000001";

it("reads the address and leaves out what it does not understand", () => {
  const raw = { q: "BX1", actor: ID, subject: "me", event: "cases.heard", from: "today", x: "1" };
  expect(parseJournalSearch(raw)).toEqual({ q: "BX1", actor: ID, event: "cases.heard" });
});

it("asks for whole local days, the last one included", () => {
  const query = toJournalQuery({ from: "2026-11-01", until: "2026-11-02", actor: ID }, undefined);
  expect(query).toEqual({
    limit: 50,
    actor_id: [ID],
    "recorded_at.gte": startOfLocalDate("2026-11-01"),
    "recorded_at.lt": startOfLocalDate("2026-11-03"),
  });
});
