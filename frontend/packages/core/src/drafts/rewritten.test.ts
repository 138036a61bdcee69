import { describe, expect, it } from "vitest";
import { rewritten } from "./rewritten.ts";

describe("what was written is put over what the form starts from now", () => {
  const began = { text: "", at: "08:00" };

  it("touches nothing that the person had not touched", () => {
    const found = rewritten(
      { began, written: { text: "水泵异响", at: "08:00" } },
      { text: "", at: "09:30" },
    );
    expect(found).toEqual({
      values: { text: "水泵异响", at: "09:30" },
      touched: true,
      clash: false,
    });
  });

  it("says when somebody else has changed the same field meanwhile", () => {
    const kept = { began: { text: "旧" }, written: { text: "我的" } };
    expect(rewritten(kept, { text: "别人的" })).toMatchObject({ clash: true, touched: true });
    expect(rewritten(kept, { text: "旧" }).clash).toBe(false);
  });

  it("knows words that were taken back from words never written", () => {
    expect(rewritten({ began, written: { text: "", at: "08:00" } }, began).touched).toBe(false);
    const kept = { began: { text: "旧" }, written: { text: "" } };
    expect(rewritten(kept, { text: "旧" })).toMatchObject({ touched: true, values: { text: "" } });
  });
});
