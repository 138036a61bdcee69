import { describe, expect, it } from "vitest";
import { isFiltered, parseCaseSearch, toCaseQuery } from "./case-search.ts";

const now = new Date("2026-11-22T17:30:00Z"); // the 23rd, 01:30, in Shanghai
const reader = { staffId: "staff-1", communityId: "community-1", now };

describe("the address is the filter", () => {
  it("takes one value and several alike", () => {
    expect(parseCaseSearch({ state: "heard" }).state).toEqual(["heard"]);
    expect(parseCaseSearch({ state: ["owned", "heard"] }).state).toEqual(["heard", "owned"]);
  });

  it("leaves out what it does not know instead of failing", () => {
    expect(parseCaseSearch({ state: "lost", owner: "you", from: "2026-13-45", page: "3" })).toEqual(
      {},
    );
  });
});

describe("what is asked of the API", () => {
  it("names the reader, the community and the order", () => {
    expect(toCaseQuery({ owner: "me" }, reader)).toMatchObject({
      owner_id: ["staff-1"],
      community_id: ["community-1"],
      sort: "-heard_at",
    });
  });

  it("puts what is due next first", () => {
    expect(toCaseQuery(parseCaseSearch({ sort: "due" }), reader).sort).toBe("due_at");
    expect(toCaseQuery(parseCaseSearch({ sort: "random" }), reader).sort).toBe("-heard_at");
  });

  it("counts days as Shanghai does", () => {
    expect(toCaseQuery({ heard: "today" }, reader)["heard_at.gte"]).toBe(
      "2026-11-22T16:00:00.000Z",
    );
    expect(toCaseQuery({ heard: "7" }, reader)["heard_at.gte"]).toBe("2026-11-16T16:00:00.000Z");
  });

  it("includes the last day of a range", () => {
    const query = toCaseQuery({ from: "2026-11-01", until: "2026-11-02" }, reader);
    expect(query["heard_at.gte"]).toBe("2026-10-31T16:00:00.000Z");
    expect(query["heard_at.lt"]).toBe("2026-11-02T16:00:00.000Z");
  });

  it("waits for a second character before searching", () => {
    expect(toCaseQuery({ q: "电" }, reader)).not.toHaveProperty("q");
    expect(toCaseQuery({ q: "电梯" }, reader)).toHaveProperty("q", "电梯");
  });
});

it("order and page do not narrow anything", () => {
  expect(isFiltered({ sort: "oldest", cursor: "x" })).toBe(false);
  expect(isFiltered({ q: "电梯" })).toBe(true);
});
