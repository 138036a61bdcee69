import type { ComponentType } from "react";
import type { FormVerb } from "./acts.ts";

export interface FieldsProps {
  caseId: string;
  communityId: string;
  kind?: string;
}

export interface Sending {
  id: string;
  version: number;
  /** The idempotency key for these words. */
  keyFor: (body: unknown) => string;
}

type TextKey = `${Exclude<FormVerb, "finish" | "link" | "add_contact">}_text`;

export interface Shape<Values> {
  Fields: ComponentType<FieldsProps>;
  text?: TextKey;
  /** Where an error of the API can be shown. */
  fields: (string | number)[][];
  empty: () => Values;
  send: (values: Values, sending: Sending) => Promise<unknown>;
}

/** A verb's form, whatever its values are. */
export type ActForm = Shape<object>;

// Each form is written with its own values; the dialog that runs it need not know them.
export function form<Values extends object>(shape: Shape<Values>): ActForm {
  return shape as unknown as ActForm;
}
