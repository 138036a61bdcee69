import { describe, expect, it } from "vitest";
import { categoriesOf, emptyRecord, toCase } from "./record-values.ts";

const now = new Date("2026-11-22T06:58:30Z");
const record = () => emptyRecord(now, "community-1");

describe("what is sent is what was filled in", () => {
  it("leaves out the untouched, and never sends an empty text", () => {
    const sent = toCase({ ...record(), title: " 漏水 ", detail: "   " });
    expect(sent).toEqual({
      community_id: "community-1",
      kind: "repair",
      severity: "normal",
      confidential: false,
      title: "漏水",
      contact: {
        channel: "phone",
        heard_at: "2026-11-22T14:58:00+08:00",
        wants_reply: true,
        person: { anonymous: false },
        places: [],
      },
      file_ids: [],
    });
  });

  it("tells a unit and words as two places", () => {
    const values = record();
    values.contact.places = [{ unit_id: { value: "unit-1", label: "3-1-1201" }, text: "阳台" }];
    expect(toCase(values).contact.places).toEqual([
      { unit_id: "unit-1", role: "affected" },
      { text: "阳台", role: "affected" },
    ]);
  });

  it("does not name whoever wants to stay anonymous", () => {
    const values = record();
    values.contact.person = { name: "王女士", phone: "13800005678", anonymous: true };
    expect(toCase(values).contact.person).toEqual({ anonymous: true });
  });

  it("finishes at once only when ticked", () => {
    const answered = { result: "已告知缴费时间" };
    expect(toCase({ ...record(), answered })).not.toHaveProperty("answered");
    expect(toCase({ ...record(), answered, at_once: true }).answered).toEqual(answered);
  });

  it("sends nothing of a complaint once it is none", () => {
    const complaint = { class: "property" as const, abroad: true };
    expect(toCase({ ...record(), kind: "complaint", complaint }).complaint).toEqual(complaint);
    expect(toCase({ ...record(), complaint })).not.toHaveProperty("complaint");
  });

  it("sorts a call for help in its own way", () => {
    expect(categoriesOf("help")).toContain("medical");
    expect(categoriesOf("help")).not.toContain("plumbing");
    expect(categoriesOf("repair")).not.toContain("medical");
  });
});
