import { expect, it } from "vitest";
import { standingsIn } from "./draw-standing.ts";

const ENROLLED = { draw_id: "d1", seq: 3, programme: "verify", rate_bp: 4000, reason: null };
const HF = { id: "c1", number: "HF202611-00001", state: "assigned" as const };

const entry = (event: string, detail: Record<string, unknown>) => ({
  event: `callbacks.${event}`,
  detail,
});

it("tells of one not drawn yet, and of one nobody can call", () => {
  const [waiting] = standingsIn([entry("enrolled", ENROLLED)], []);
  expect(waiting).toEqual({ drawId: "d1", seq: 3, programme: "verify", rateBp: 4000 });
  const [anonymous] = standingsIn([entry("enrolled", { ...ENROLLED, reason: "anonymous" })], []);
  expect(anonymous?.reason).toBe("anonymous");
});

it("finds the callback one was drawn for, and what it left the draw as", () => {
  const drawn = entry("drawn", { draw_id: "d1", seq: 3, callback_id: "c1" });
  const left = entry("left_draw", { draw_id: "d1", seq: 3, outcome: "superseded" });
  const [standing] = standingsIn([entry("enrolled", ENROLLED), drawn, left], [HF]);
  expect(standing).toMatchObject({ callback: HF, left: "superseded" });
});

it("keeps enrolments of several draws apart, the latest first", () => {
  const again = entry("enrolled", { ...ENROLLED, draw_id: "d2", seq: 1 });
  const found = standingsIn([entry("enrolled", ENROLLED), again, entry("recorded", {})], []);
  expect(found.map(({ drawId }) => drawId)).toEqual(["d2", "d1"]);
});
