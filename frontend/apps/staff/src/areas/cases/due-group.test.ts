import { expect, it } from "vitest";
import { dueGroup } from "./due-group.ts";

const now = new Date("2026-11-22T15:20:00Z"); // 23:20 in Shanghai

it.each([
  ["2026-11-22T15:19:59Z", "overdue"],
  ["2026-11-22T15:20:00Z", "soon"],
  ["2026-11-22T15:50:00Z", "soon"],
  ["2026-11-22T15:50:01Z", "today"],
  ["2026-11-22T16:00:00Z", "later"],
  [null, "none"],
])("%s is %s", (dueAt, group) => {
  expect(dueGroup(dueAt, now)).toBe(group);
});

it("half an hour counts across midnight", () => {
  const late = new Date("2026-11-22T15:45:00Z");
  expect(dueGroup("2026-11-22T16:10:00Z", late)).toBe("soon");
});
