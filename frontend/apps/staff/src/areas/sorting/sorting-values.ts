import type { SortingRule, SortingRuleIn } from "@shouwen/api/sorting.ts";

const BETWEEN = /[、，,;；\n]+/;

export interface LineValues {
  words?: string;
  kind?: SortingRule["kind"];
  class?: SortingRule["class"];
  category?: string | null;
}

export interface TableValues {
  rules: LineValues[];
}

/** A new line: most of what stands on an older board are complaints. */
export const NEW_LINE: LineValues = { kind: "complaint", class: "property" };

/** The words of a line as they are typed, and back. */
export const written = (words: readonly string[]) => words.join("、");
export const wordsOf = (text = "") => [
  ...new Set(
    text
      .split(BETWEEN)
      .map((word) => word.trim())
      .filter(Boolean),
  ),
];

export function toValues(rules: readonly SortingRule[]): TableValues {
  return { rules: rules.map((rule) => ({ ...rule, words: written(rule.words) })) };
}

/** What the API wants: only a complaint has a class, and a category only stands where one was chosen. */
export function toRules({ rules }: TableValues): SortingRuleIn[] {
  return rules.map(({ words, kind = "complaint", class: class_, category }) => ({
    words: wordsOf(words),
    kind,
    ...(kind === "complaint" && class_ ? { class: class_ } : {}),
    ...(category ? { category } : {}),
  }));
}

/** Which line sorts a message, and by which of its words: the first that fits, as an import does it. */
export function findLine(text: string, rules: readonly SortingRule[]) {
  const said = text.normalize("NFC");
  for (const [at, rule] of rules.entries()) {
    const word = rule.words.find((one) => said.includes(one));
    if (word !== undefined) return { no: at + 1, word, rule };
  }
  return undefined;
}
