/** Which renovations are shown, kept in the address. */
export interface RenovationSearch {
  q?: string;
  over?: "true";
  cursor?: string;
}

/** Reads the address; what it does not understand it leaves out. */
export function parseRenovationSearch(raw: Record<string, unknown>): RenovationSearch {
  const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
  const found = {
    q: text(raw.q),
    over: raw.over === "true" ? "true" : undefined,
    cursor: text(raw.cursor),
  };
  return Object.fromEntries(
    Object.entries(found).filter(([, value]) => value !== undefined),
  ) as RenovationSearch;
}
