import { expect, it } from "vitest";
import { parseAnswerSearch, toAnswerQuery } from "./answer-search.ts";

it("reads from the address what it understands, and asks for that", () => {
  const search = parseAnswerSearch({ q: "公交", due: "true", retired: "perhaps" });
  expect(search).toEqual({ q: "公交", due: "true" });
  expect(toAnswerQuery(search, "here")).toEqual({
    limit: 50,
    community_id: ["here"],
    q: "公交",
    due: true,
  });
  expect(toAnswerQuery({}, undefined)).toEqual({ limit: 50 });
});
