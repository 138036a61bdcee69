import type { CommitmentOut, MeOut } from "@shouwen/api/types.ts";
import { expect, it } from "vitest";
import { excuseSteps } from "./excuse-steps.ts";

const MANAGER = {
  staff_id: "s1",
  posts: [{ id: "p1" }],
  grants: [
    {
      permissions: [
        { name: "commitments.request_excuse" },
        { name: "commitments.excuse" },
        { name: "commitments.waive" },
      ],
    },
  ],
} as unknown as MeOut;

function promise(more: object): CommitmentOut {
  return { state: "open", responsible: { type: "staff", id: "s2" }, ...more } as CommitmentOut;
}

it("lets nobody decide on their own promise", () => {
  const own = promise({ responsible: { type: "staff", id: "s1" }, excuse_asked_at: "x" });
  expect(excuseSteps(own, MANAGER)).toEqual([]);
  const mine = promise({ responsible: { type: "post", id: "p1" } });
  expect(excuseSteps(mine, MANAGER)).toEqual(["request-excuse"]);
});

it("decides on a request of somebody else", () => {
  expect(excuseSteps(promise({ excuse_asked_at: "x" }), MANAGER)).toEqual([
    "excuse",
    "refuse-excuse",
    "waive",
  ]);
});

it("asks only where somebody else decides", () => {
  expect(excuseSteps(promise({}), MANAGER)).toEqual(["excuse", "waive"]);
  const butler = {
    ...MANAGER,
    grants: [{ permissions: [{ name: "commitments.request_excuse" }] }],
  } as unknown as MeOut;
  expect(excuseSteps(promise({}), butler)).toEqual(["request-excuse"]);
});

it("waives only what is open, and excuses nothing that was kept", () => {
  expect(excuseSteps(promise({ state: "late" }), MANAGER)).toEqual(["excuse"]);
  expect(excuseSteps(promise({ state: "kept" }), MANAGER)).toEqual([]);
});
