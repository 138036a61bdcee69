import { describe, expect, it } from "vitest";
import { toDefinition, toValues } from "./type-values.ts";

describe("a definition that is filled in", () => {
  it("gets keys by its places and English from Chinese", () => {
    const said = toDefinition({ zh: "调律", stages: [{ zh: "看琴", items: [{ zh: "试音" }] }] });
    expect(said.name).toEqual({ zh: "调律", en: "调律" });
    expect(said.stages[0]?.key).toBe("stage_1");
    expect(said.stages[0]?.items?.[0]).toMatchObject({ key: "item_1", required: true });
    expect(said.stages[0]).not.toHaveProperty("within");
  });

  it("asks no number beside a word", () => {
    const stages = [
      { zh: "当日", unit: "same_day" as const, value: 3 },
      { zh: "两日", unit: "d" as const, value: 2 },
    ];
    const within = toDefinition({ zh: "甲", stages }).stages.map((stage) => stage.within);
    expect(within).toEqual([{ unit: "same_day" }, { unit: "d", value: 2 }]);
  });

  it("comes back as it was read", () => {
    const name = { zh: "装箱", en: "Packing" };
    const known = {
      id: "1",
      community_id: "2",
      version: 1,
      key: "packing",
      kind: "service" as const,
      current: 1,
      name,
      clause: "TS-01",
      stages: [
        {
          key: "packed",
          name,
          within: { value: 1, unit: "d" as const },
          items: [{ key: "counted", name, required: true, signatures: 2 }],
        },
      ],
      made_by: { id: "3", name: "系统" },
      made_at: "2026-11-01T00:00:00Z",
      retired_at: null,
      may_edit: true,
    };
    const said = toDefinition(toValues(known));
    expect(said).toEqual({ name, clause: "TS-01", stages: known.stages });
  });
});
