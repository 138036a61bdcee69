/** The quarter that is looked at, which is the address. */
export interface QuarterSearch {
  /** `2026-Q4` */
  quarter?: string;
}

/** Reads the address; what it does not understand it leaves out. */
export function parseQuarterSearch({ quarter }: Record<string, unknown>): QuarterSearch {
  return typeof quarter === "string" && /^20\d\d-Q[1-4]$/.test(quarter) ? { quarter } : {};
}

const MONTHS = 3;

/** The quarter of a day, and the ones before it, the latest first. */
export function quartersUntil(day: Date, count: number): string[] {
  const now = day.getFullYear() * 4 + Math.floor(day.getMonth() / MONTHS);
  return Array.from({ length: count }, (_, back) => {
    const one = now - back;
    return `${Math.floor(one / 4)}-Q${(one % 4) + 1}`;
  });
}
