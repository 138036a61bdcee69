import type { CaseTypeOut, DefinitionIn } from "@shouwen/api/case-types.ts";

type StageIn = DefinitionIn["stages"][number];
type Unit = NonNullable<StageIn["within"]>["unit"];

/** What a time of a stage may be counted in. */
export const UNITS = ["m", "h", "same_day", "d", "wd", "mo"] as const satisfies readonly Unit[];

/** Units that say it all: no number stands beside them. */
const WORDS: ReadonlySet<string> = new Set(["same_day", "same_month"]);

export interface ItemValues {
  key?: string;
  zh?: string;
  en?: string;
  required?: boolean;
  /** A number field gives what was typed. */
  signatures?: number | string;
}

export interface StageValues {
  key?: string;
  zh?: string;
  en?: string;
  value?: number | string;
  unit?: Unit;
  items?: ItemValues[];
}

export interface TypeValues {
  key?: string;
  kind?: CaseTypeOut["kind"];
  zh?: string;
  en?: string;
  clause?: string;
  stages: StageValues[];
}

/** A definition as it is filled in. */
export function toValues(known: CaseTypeOut): TypeValues {
  return {
    key: known.key,
    kind: known.kind,
    ...known.name,
    ...(known.clause ? { clause: known.clause } : {}),
    stages: known.stages.map((stage) => ({
      key: stage.key,
      ...stage.name,
      ...(stage.within?.value ? { value: stage.within.value } : {}),
      ...(stage.within ? { unit: stage.within.unit } : {}),
      items: stage.items.map(({ key, name, required, signatures }) => ({
        key,
        ...name,
        required,
        signatures,
      })),
    })),
  };
}

export function needsNumber(unit: string | undefined): boolean {
  return unit !== undefined && !WORDS.has(unit);
}

const named = ({ zh = "", en }: { zh?: string; en?: string }) => ({ zh, en: en?.trim() || zh });

/** What the API wants: what has no key gets one by its place, and English that is missing is told in Chinese. */
export function toDefinition(values: TypeValues): DefinitionIn {
  return {
    name: named(values),
    ...(values.clause?.trim() ? { clause: values.clause.trim() } : {}),
    stages: values.stages.map((stage, at) => ({
      key: stage.key?.trim() || `stage_${at + 1}`,
      name: named(stage),
      ...(stage.unit
        ? {
            within: {
              unit: stage.unit,
              ...(needsNumber(stage.unit) ? { value: Number(stage.value || 1) } : {}),
            },
          }
        : {}),
      items: (stage.items ?? []).map((item, line) => ({
        key: item.key?.trim() || `item_${line + 1}`,
        name: named(item),
        required: item.required ?? true,
        signatures: Number(item.signatures || 1),
      })),
    })),
  };
}
