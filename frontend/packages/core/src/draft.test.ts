import { beforeEach, describe, expect, it } from "vitest";
import { DraftBox, rewritten } from "./draft.ts";

type Form = { title: string };

describe("a draft outlives the page and knows its unanswered request", () => {
  let box: DraftBox<Form>;
  beforeEach(() => {
    box = new DraftBox(localStorage, "case");
  });

  it("is found again by another page", () => {
    box.save({ title: "漏水" });
    expect(new DraftBox<Form>(localStorage, "case").load()?.value).toEqual({ title: "漏水" });
  });

  it("sends the same words under the same key, also after a reload", () => {
    const key = box.keyFor({ title: "漏水" }, { title: "漏水" });
    const reloaded = new DraftBox<Form>(localStorage, "case");
    reloaded.load();
    expect(reloaded.keyFor({ title: "漏水" }, { title: "漏水" })).toBe(key);
  });

  it("sends other words under another key", () => {
    const key = box.keyFor({ title: "漏水" }, { title: "漏水" });
    expect(box.keyFor({ title: "停电" }, { title: "停电" })).not.toBe(key);
  });

  it("is gone once answered", () => {
    box.save({ title: "漏水" });
    box.clear();
    expect(new DraftBox<Form>(localStorage, "case").load()).toBeNull();
  });

  it("goes on in memory when the storage is full", () => {
    const full = new DraftBox<Form>(
      {
        getItem: () => null,
        setItem: () => {
          throw new DOMException("full", "QuotaExceededError");
        },
        removeItem: () => undefined,
      },
      "case",
    );
    full.save({ title: "漏水" });
    expect(full.load()?.value.title).toBe("漏水");
  });
});

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
