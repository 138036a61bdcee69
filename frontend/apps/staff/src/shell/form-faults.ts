import { ApiProblem } from "@shouwen/api/problem.ts";
import type { FormInstance } from "antd";
import { useState } from "react";

type Name = (string | number)[];

/** `/contact/person/phone` → `["contact", "person", "phone"]`; array indexes become numbers. */
export function fieldName(pointer: string): Name {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

function startsWith(name: Name, start: Name): boolean {
  return start.every((part, at) => name[at] === part);
}

/**
 * Shows the server's objections at the fields they point to. Our forms have the shape of the body they
 * send, so a pointer names the field itself, or something within it. Answers whether all of them now stand
 * at fields that are shown.
 */
export function showFaults(form: FormInstance, names: Name[], error: unknown): boolean {
  if (!(error instanceof ApiProblem)) return false;
  const errors = new Map<string, { name: Name; errors: string[] }>();
  for (const { pointer, message } of error.faults) {
    const path = fieldName(pointer);
    const name = names.find((one) => startsWith(path, one));
    if (!name) continue;
    const field = errors.get(name.join("/")) ?? { name, errors: [] };
    field.errors.push(message);
    errors.set(name.join("/"), field);
  }
  form.setFields([...errors.values()]);
  const shown = [...errors.values()].filter(({ name }) => form.getFieldError(name).length > 0);
  const [first] = shown;
  // The person at the keyboard is taken to where the trouble is.
  if (first) form.focusField(first.name);
  return first !== undefined && shown.flatMap((one) => one.errors).length === error.faults.length;
}

/** Says each objection once: at its field, or else above the form. */
export function useFaults(form: FormInstance, names: Name[]) {
  const [atFields, setAtFields] = useState<unknown>();
  return {
    show: (error: Error) => setAtFields(showFaults(form, names, error) ? error : undefined),
    above: (error: Error | null) => (error === atFields ? null : error),
  };
}

/**
 * A refusal by a rule points at nothing; the form knows which of its fields it is about. Answers the error
 * with that pointer, or as it came.
 */
export function placed<Refused>(error: Refused, field: string | undefined): Refused {
  if (!(error instanceof ApiProblem) || error.faults.length > 0 || !field) return error;
  const { code, message } = error;
  error.faults.push({ pointer: `/${field}`, code, message });
  return error;
}
