import type { CommitmentRow } from "@shouwen/api/types.ts";
import { expect, it } from "vitest";
import { byPerson, whomToCall } from "./late-groups.ts";

const late = (name: string, more: object = {}) =>
  ({
    has_phone: true,
    responsible: { type: "staff", id: `id-${name}`, name },
    ...more,
  }) as CommitmentRow;

it("lets whoever has most stand first", () => {
  const groups = byPerson([late("吴佳怡"), late("赵铁军"), late("赵铁军")]);
  expect(groups.map(([name, rows]) => [name, rows.length])).toEqual([
    ["赵铁军", 2],
    ["吴佳怡", 1],
  ]);
});

it("offers to call a colleague who left a number, never a post and never oneself", () => {
  expect(whomToCall([late("吴佳怡")], "id-赵铁军")).toBe("id-吴佳怡");
  expect(whomToCall([late("吴佳怡")], "id-吴佳怡")).toBeUndefined();
  expect(whomToCall([late("吴佳怡", { has_phone: false })], null)).toBeUndefined();
  const post = { type: "post", id: "p1", name: "前台岗" };
  expect(whomToCall([late("前台岗", { responsible: post })], null)).toBeUndefined();
});
