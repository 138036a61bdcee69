import { expect, it } from "vitest";
import { areasOf, reachAt } from "./reaches.ts";

const there = { id: "x", name: "东区" };

it("is cut to the place of the grant, as the server cuts it", () => {
  expect(reachAt("community", undefined)).toBe("community");
  expect(reachAt("community", { zone: there, department: null })).toBe("zone");
  expect(reachAt("community", { zone: null, department: there })).toBe("department");
  expect(reachAt("own", { zone: there, department: null })).toBe("own");
  expect(reachAt("zone", { zone: null, department: null })).toBe("own");
  expect(reachAt("community", { zone: null, department: null })).toBe("community");
});

it("draws the permissions of an area together", () => {
  const told = [
    { name: "cases.read", reach: "own" as const },
    { name: "files.read", reach: "own" as const },
    { name: "cases.hear", reach: "own" as const },
  ];
  expect(areasOf(told).map(([area, all]) => [area, all.length])).toEqual([
    ["cases", 2],
    ["files", 1],
  ]);
});
