import { describe, expect, it } from "vitest";
import {
  fromLocalMinute,
  fullTime,
  localMinute,
  shortTime,
  spans,
  startOfLocalDate,
} from "./instant.ts";

describe("instants are read in Shanghai wherever the browser stands", () => {
  it("shows the local minute across midnight UTC", () => {
    expect(fullTime("2026-11-21T16:30:00Z")).toBe("2026-11-22 00:30");
  });

  it("takes a local minute back to the same instant", () => {
    const at = new Date("2026-11-22T06:58:00Z");
    expect(new Date(fromLocalMinute(localMinute(at))).getTime()).toBe(at.getTime());
  });

  it("begins a local day eight hours before UTC does", () => {
    expect(startOfLocalDate("2026-11-22")).toBe("2026-11-21T16:00:00.000Z");
    expect(startOfLocalDate("2026-11-22", 1)).toBe("2026-11-22T16:00:00.000Z");
  });
});

describe("short times say no more than is needed", () => {
  const now = new Date("2026-11-22T06:58:00Z");
  it.each([
    ["2026-11-22T01:05:00Z", "09:05"],
    ["2026-11-20T01:05:00Z", "11月20日"],
    ["2025-11-20T01:05:00Z", "2025-11-20"],
  ])("%s reads %s", (instant, reading) => {
    expect(shortTime(instant, now, "zh-CN")).toBe(reading);
  });
});

describe("spans", () => {
  it("keeps the two largest units and drops zeros", () => {
    const day = 86_400_000;
    expect(spans(0, 2 * day + 3_600_000 * 5 + 60_000)).toEqual([
      { unit: "day", value: 2 },
      { unit: "hour", value: 5 },
    ]);
    expect(spans(0, 3_600_000)).toEqual([{ unit: "hour", value: 1 }]);
    expect(spans(0, 59_000)).toEqual([]);
  });
});
