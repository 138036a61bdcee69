import { expect, it } from "vitest";
import { parseDrawSearch, toDrawQuery } from "./draw-search.ts";

it("leaves out what it does not understand", () => {
  const raw = { period: "2026-13", kind: "repair", cursor: ["a"] };
  expect(parseDrawSearch(raw)).toEqual({ kind: "repair" });
});

it("asks for a month and a kind of the chosen community", () => {
  const query = toDrawQuery(parseDrawSearch({ period: "2026-10", kind: "help" }), "here");
  expect(query).toMatchObject({ period: ["2026-10"], kind: ["help"], community_id: ["here"] });
});
