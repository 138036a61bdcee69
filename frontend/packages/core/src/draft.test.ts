import { beforeEach, describe, expect, it } from "vitest";
import { DraftBox } from "./draft.ts";

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
