import type { FormInstance } from "antd";

/** Leaves nothing in any field: what a form starts from may name only some of them. */
export function emptied(form: FormInstance): void {
  const names = Object.keys(form.getFieldsValue(true));
  form.setFieldsValue(Object.fromEntries(names.map((name) => [name, undefined])));
}
