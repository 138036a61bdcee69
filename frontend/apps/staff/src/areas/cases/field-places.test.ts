import { describe, expect, it } from "vitest";
import { inTheirPlaces } from "./field-places.ts";

const rows = (...ids: string[]) => ids.map((id) => ({ id }));
const ids = (shown: { id: string }[]) => shown.map(({ id }) => id).join("");

describe("cards under a thumb", () => {
  it("stay where they are when one of them is due later now", () => {
    expect(ids(inTheirPlaces(["a", "b", "c"], rows("b", "c", "a")))).toBe("abc");
  });

  it("move up when one is gone, and make room for a new one where it is due", () => {
    expect(ids(inTheirPlaces(["a", "b", "c"], rows("c", "b")))).toBe("bc");
    expect(ids(inTheirPlaces(["a", "b"], rows("n", "b", "a")))).toBe("nab");
  });

  it("begin in the order they come in", () => {
    expect(ids(inTheirPlaces([], rows("c", "a")))).toBe("ca");
  });
});
