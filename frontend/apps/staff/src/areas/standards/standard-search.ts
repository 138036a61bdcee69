export const VIEWS = ["list", "packs", "history", "catalogue"] as const;
export type StandardView = (typeof VIEWS)[number];

export interface StandardSearch {
  view?: StandardView;
  q?: string;
  /** The pack to look at, and the one to hold it against. */
  pack?: string;
  against?: string;
}

export function parseStandardSearch(raw: Record<string, unknown>): StandardSearch {
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  const view = VIEWS.find((one) => one === raw.view && one !== "list");
  const [q, pack, against] = [text(raw.q), text(raw.pack), text(raw.against)];
  return {
    ...(view && { view }),
    ...(q && { q }),
    ...(pack && { pack }),
    ...(against && { against }),
  };
}

/** Whether a standard is meant by what was typed: title, key, clause or source, in any case. */
export function matches(
  standard: { title: string; key: string; clause: string | null; source: string },
  q: string,
): boolean {
  const wanted = q.trim().toLowerCase();
  return [standard.title, standard.key, standard.clause ?? "", standard.source].some((one) =>
    one.toLowerCase().includes(wanted),
  );
}
