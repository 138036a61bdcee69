import { expect, it } from "vitest";
import { parseContactSearch, toContactQuery } from "./contact-search.ts";

it("reads from the address what it understands", () => {
  const found = parseContactSearch({ q: "周末", waiting: "true", without: "maybe", cursor: "" });
  expect(found).toEqual({ q: "周末", waiting: "true" });
});

it("asks for what the address says, in the community that was chosen", () => {
  const all = toContactQuery({}, undefined);
  expect(all).toEqual({ limit: 50, include: ["total_count"] });
  const some = toContactQuery(
    { waiting: "true", without: "true", rang: "true", q: "周末" },
    "here",
  );
  expect(some).toMatchObject({
    community_id: ["here"],
    answered: false,
    has_case: false,
    rang_long: true,
    q: "周末",
  });
});
