import { expect, it } from "vitest";
import { randomKey } from "./random-key.ts";

it("makes distinct version 4 UUIDs", () => {
  const keys = new Set(Array.from({ length: 200 }, randomKey));
  expect(keys.size).toBe(200);
  for (const key of keys) {
    expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
});
