import type { CommitmentRow } from "@shouwen/api/types.ts";
import { expect, it } from "vitest";
import { byPerson, whomToCall } from "./late-groups.ts";

const late = (name: string, more: object = {}) =>
  ({
    callee: { id: `id-${name}`, name },
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

it("offers to call whoever left a number, never oneself", () => {
  expect(whomToCall([late("吴佳怡")], "id-赵铁军")?.name).toBe("吴佳怡");
  expect(whomToCall([late("吴佳怡")], "id-吴佳怡")).toBeUndefined();
  expect(whomToCall([late("前台岗", { callee: null })], null)).toBeUndefined();
});
