import { expect, it } from "vitest";
import { parseCommitmentSearch, toCommitmentQuery } from "./commitment-search.ts";

const ID = "01a20274-54ad-76cf-8cfa-39c9aa3e287c";

it("leaves out what it does not understand", () => {
  const raw = { state: ["late", "strange"], overdue: "perhaps", zone_id: "1", from: "soon" };
  expect(parseCommitmentSearch(raw)).toEqual({ state: ["late"] });
});

it("asks for whole local days", () => {
  const query = toCommitmentQuery({ from: "2026-11-01", until: "2026-11-30" }, {});
  expect(query["due_at.gte"]).toBe("2026-10-31T16:00:00.000Z");
  expect(query["due_at.lt"]).toBe("2026-11-30T16:00:00.000Z");
});

it("prefers the person of the address to oneself, and its community to the chosen one", () => {
  const reader = { staffId: "me", communityId: "here" };
  expect(toCommitmentQuery({ mine: "true" }, reader).responsible_id).toEqual(["me"]);
  const asked = toCommitmentQuery({ mine: "true", responsible_id: ID, community_id: ID }, reader);
  expect(asked.responsible_id).toEqual([ID]);
  expect(asked.community_id).toEqual([ID]);
});
