import { expect, it } from "vitest";
import { grown, placeIn, type View } from "./view.ts";

const view: View = {
  search: {},
  query: {},
  ids: ["a", "b", "c"],
  before: 30,
  total: 40,
  cursor: "more",
};

it("knows where a case stands and what lies beside it", () => {
  expect(placeIn(view, "a")).toEqual({ next: "b", more: false, position: 31 });
  expect(placeIn(view, "b")).toEqual({ previous: "a", next: "c", more: false, position: 32 });
});

it("says of the last one read whether more follow", () => {
  expect(placeIn(view, "c")).toMatchObject({ previous: "b", more: true });
  expect(placeIn({ ...view, cursor: null }, "c")?.more).toBe(false);
});

it("counts only where the page is known, and only cases of the view", () => {
  const { before: _, ...linked } = view;
  expect(placeIn(linked, "a")).toEqual({ next: "b", more: false });
  expect(placeIn(view, "elsewhere")).toBeUndefined();
  expect(placeIn(undefined, "a")).toBeUndefined();
});

it("grows by the next page without showing a case twice", () => {
  const more = grown(view, { data: [{ id: "c" }, { id: "d" }], next_cursor: null });
  expect(more.ids).toEqual(["a", "b", "c", "d"]);
  expect(placeIn(more, "d")).toEqual({ previous: "c", more: false, position: 34 });
});
