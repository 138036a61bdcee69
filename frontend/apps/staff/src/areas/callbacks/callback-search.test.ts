import { expect, it } from "vitest";
import { isNarrowed, parseCallbackSearch, toCallbackQuery, WAITING } from "./callback-search.ts";

it("leaves out what it does not understand", () => {
  const raw = { state: "late", kind: "repair", programme: ["verify"], mine: "yes", cursor: "" };
  expect(parseCallbackSearch(raw)).toEqual({ kind: "repair" });
});

it("asks for who is still to be called, the next due first, when nothing is said", () => {
  const query = toCallbackQuery({}, {});
  expect(query.state).toEqual(WAITING);
  expect(query.sort).toBe("due_at");
});

it("shows what is over the latest first", () => {
  expect(toCallbackQuery({ state: "reviewed" }, {}).sort).toBe("-due_at");
  const all = toCallbackQuery({ state: "all" }, {});
  expect([all.state, all.sort]).toEqual([undefined, "-due_at"]);
});

it("knows whose are mine, and the chosen community", () => {
  const query = toCallbackQuery({ mine: "true" }, { staffId: "me", communityId: "here" });
  expect([query.caller_id, query.community_id]).toEqual([["me"], ["here"]]);
});

it("is narrowed by a filter, not by a page", () => {
  expect(isNarrowed({ cursor: "x" })).toBe(false);
  expect(isNarrowed({ mine: "true" })).toBe(true);
});
