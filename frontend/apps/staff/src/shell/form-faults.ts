import { ApiProblem } from "@shouwen/api/problem.ts";
import type { FormInstance } from "antd";

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
 * send, so a pointer names the field itself, or something within it. Returns how many found a field.
 */
export function showFaults(form: FormInstance, names: Name[], error: unknown): number {
  if (!(error instanceof ApiProblem)) return 0;
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
  const [first] = errors.values();
  // The person at the keyboard is taken to where the trouble is.
  if (first) form.focusField(first.name);
  return errors.size;
}

/**
 * A refusal by a rule points at nothing; the form knows which of its fields it is about. Answers the error
 * with that pointer, or as it came.
 */
export function placed(error: unknown, field: string | undefined): unknown {
  if (!(error instanceof ApiProblem) || error.faults.length > 0 || !field) return error;
  const { code, message } = error;
  error.faults.push({ pointer: `/${field}`, code, message });
  return error;
}
