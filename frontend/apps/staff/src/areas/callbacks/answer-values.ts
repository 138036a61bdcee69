import type { AnswerIn, CallbackMethod, Grade } from "@shouwen/api/types.ts";

export const QUESTIONS = ["quality", "effect", "satisfaction", "attitude"] as const;
export type Question = (typeof QUESTIONS)[number];

/** What is filled in while somebody speaks; a question nobody answered yet has no value. */
export interface AnswerValues {
  method: CallbackMethod;
  quality?: Grade;
  effect?: Grade;
  satisfaction?: Grade;
  attitude?: Grade;
  charge?: "no" | "yes";
  shortcomings?: string;
  suggestion?: string;
}

export type Missing = Question | "charge" | "signature";

/** What still has to be asked before it can be saved. */
export function missingIn(values: AnswerValues, isSigned: boolean): Missing[] {
  return [
    ...QUESTIONS.filter((question) => !values[question]),
    ...(values.charge ? [] : (["charge"] as const)),
    ...(values.method === "home_visit" && !isSigned ? (["signature"] as const) : []),
  ];
}

/** Whether it will go back into the complaint procedure by itself (CB-08). */
export function goesBack({ satisfaction, charge }: AnswerValues): boolean {
  return satisfaction === "poor" || charge === "yes";
}

const given = (text: string | undefined) => text?.trim() || undefined;

/** In the API's words; undefined while something is missing. */
export function toAnswer(
  values: AnswerValues,
  signatureId: string | undefined,
): AnswerIn | undefined {
  const { method, quality, effect, satisfaction, attitude, charge } = values;
  if (!(quality && effect && satisfaction && attitude && charge)) return undefined;
  const [shortcomings, suggestion] = [given(values.shortcomings), given(values.suggestion)];
  return {
    method,
    quality,
    effect,
    satisfaction,
    attitude,
    irregular_charge: charge === "yes",
    ...(shortcomings && { shortcomings }),
    ...(suggestion && { suggestion }),
    ...(method === "home_visit" && signatureId && { signature_file_id: signatureId }),
  };
}
