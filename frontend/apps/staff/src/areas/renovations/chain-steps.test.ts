import type { ChainStepIn } from "@shouwen/api/types.ts";
import { expect, it } from "vitest";
import { isInOrder, moved } from "./chain-steps.ts";

const CHAIN: ChainStepIn[] = [
  { step: "floor_butler", phase: "review", post_id: null },
  { step: "supervisor", phase: "approve", post_id: null },
  { step: "manager", phase: "approve", post_id: null },
];

it("moves one step and leaves the others in their order", () => {
  expect(moved(CHAIN, 2, -1).map(({ step }) => step)).toEqual([
    "floor_butler",
    "manager",
    "supervisor",
  ]);
});

it("wants the first check before the approval, and a step of both", () => {
  expect(isInOrder(CHAIN)).toBe(true);
  expect(isInOrder(moved(CHAIN, 0, 1))).toBe(false);
  expect(isInOrder(CHAIN.slice(1))).toBe(false);
  expect(isInOrder(CHAIN.slice(0, 1))).toBe(false);
});
