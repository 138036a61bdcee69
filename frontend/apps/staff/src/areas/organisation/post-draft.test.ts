import { expect, it } from "vitest";
import { changes, type PostDraft } from "./post-draft.ts";

const BEFORE: PostDraft = {
  name: "工程主管",
  department_id: "d1",
  zone_id: undefined,
  superior_post_id: "p1",
  deputy_post_id: undefined,
  is_reception: false,
};

it("sends only what is different", () => {
  expect(changes(BEFORE, { ...BEFORE, name: "维修主管", deputy_post_id: "p2" })).toEqual({
    name: "维修主管",
    deputy_post_id: "p2",
  });
});

it("takes away by null what was cleared", () => {
  const { superior_post_id: _, ...cleared } = BEFORE;
  expect(changes(BEFORE, cleared)).toEqual({ superior_post_id: null });
});

it("sends nothing for nothing", () => {
  expect(changes(BEFORE, { ...BEFORE })).toEqual({});
});

it("sends what was chosen where nothing was before", () => {
  const before = { name: "", is_reception: false };
  const after = { name: "绿化主管", department_id: "d1", zone_id: undefined, is_reception: false };
  expect(changes(before, after)).toEqual({ name: "绿化主管", department_id: "d1" });
});
