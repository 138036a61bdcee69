import { ApiProblem, type FieldFault } from "@shouwen/api/problem.ts";
import type { FormInstance } from "antd";
import { describe, expect, it, vi } from "vitest";
import { fieldName, placed, showFaults } from "./form-faults.ts";

describe("a pointer names a field", () => {
  it.each([
    ["/title", ["title"]],
    ["/contact/places/0/text", ["contact", "places", 0, "text"]],
    ["/odd~1name/~0x", ["odd/name", "~x"]],
  ])("%s", (pointer, name) => {
    expect(fieldName(pointer)).toEqual(name);
  });
});

function shown(faults: FieldFault[], fields = ["title", "complaint"]) {
  const form = {
    setFields: vi.fn(),
    focusField: vi.fn(),
    getFieldError: ([name]: string[]) => (fields.includes(String(name)) ? ["said"] : []),
  };
  const error = new ApiProblem(new Response(null, { status: 422 }), { errors: faults });
  const all = showFaults(form as unknown as FormInstance, [["title"], ["complaint"]], error);
  return { form, all };
}

const TITLE = { pointer: "/title", code: "too_long", message: "太长" };

it("shows each objection at its field, gathers those within one, and goes to the first", () => {
  const { form, all } = shown([
    { pointer: "/complaint/class", code: "missing", message: "请填写投诉分类" },
    { pointer: "/complaint", code: "odd", message: "还有" },
    TITLE,
  ]);
  expect(all).toBe(true);
  expect(form.setFields).toHaveBeenCalledWith([
    { name: ["complaint"], errors: ["请填写投诉分类", "还有"] },
    { name: ["title"], errors: ["太长"] },
  ]);
  expect(form.focusField).toHaveBeenCalledWith(["complaint"]);
});

it("says when one of them has no field here, or one that is not shown", () => {
  const elsewhere = { pointer: "/elsewhere", code: "odd", message: "?" };
  expect(shown([TITLE]).all).toBe(true);
  expect(shown([TITLE, elsewhere]).all).toBe(false);
  expect(shown([TITLE], ["complaint"]).all).toBe(false);
  expect(shown([]).all).toBe(false);
});

it("puts a refusal that points nowhere at the field it is about, and leaves all others alone", () => {
  const refused = (errors: FieldFault[]) =>
    new ApiProblem(new Response(null, { status: 409 }), {
      code: "people.name_taken",
      detail: "本小区已有“前台”",
      errors,
    });
  const pointing = { pointer: "/kind", code: "odd", message: "?" };
  expect((placed(refused([]), "name") as ApiProblem).faults).toEqual([
    { pointer: "/name", code: "people.name_taken", message: "本小区已有“前台”" },
  ]);
  expect((placed(refused([pointing]), "name") as ApiProblem).faults).toEqual([pointing]);
  expect((placed(refused([]), undefined) as ApiProblem).faults).toEqual([]);
});
