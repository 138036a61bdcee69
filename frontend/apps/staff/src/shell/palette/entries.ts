import type { SearchHit } from "@shouwen/api/types.ts";

export interface Entry {
  id: string;
  group: "action" | "page" | "case" | "unit" | "resident";
  title: string;
  /** What tells it from others of the same name. */
  aside?: string;
  run: () => void;
}

/** Whether all that was typed stands in the title, in any order and whatever the case of letters. */
export function fits(title: string, typed: string): boolean {
  const held = title.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => held.includes(word));
}

export interface Target {
  group: "case" | "unit" | "resident";
  to: "/cases/$id" | "/units/$id";
  id: string;
  aside: string;
}

/** The page that shows what was found. A resident is shown where they live; without a unit there is none. */
export function targetOf(hit: SearchHit): Target | undefined {
  if (hit.type === "case")
    return { group: "case", to: "/cases/$id", id: hit.id, aside: hit.number ?? "" };
  if (hit.type === "unit") return { group: "unit", to: "/units/$id", id: hit.id, aside: "" };
  const [unit] = hit.units;
  if (hit.type !== "resident" || !unit) return undefined;
  const aside = [hit.phone, ...hit.units.map(({ label }) => label)].filter(Boolean).join(" · ");
  return { group: "resident", to: "/units/$id", id: unit.id, aside };
}
