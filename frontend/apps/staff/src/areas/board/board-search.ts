import type { GroupBy } from "@shouwen/api/types.ts";
import { isLocalDate, localDate } from "@shouwen/core/instant.ts";
import { everyOne } from "../../shell/every-one.ts";
import type { CommitmentSearch } from "../../shell/promises/commitment-search.ts";

export const GROUPS = everyOne<GroupBy>({
  key: true,
  community: true,
  zone: true,
  department: true,
  responsible: true,
  month: true,
});

/** What the board counts of its promises. */
export const COUNTS = ["due", "kept", "late", "missed", "overdue", "excused"] as const;

export interface BoardSearch {
  /** Local dates, both included; default: this month. */
  from?: string;
  to?: string;
  group_by?: GroupBy;
}

export function parseBoardSearch(raw: Record<string, unknown>): BoardSearch {
  const date = (value: unknown) => (isLocalDate(value) ? value : "");
  const group = GROUPS.find((one) => one === raw.group_by);
  const [from, to] = [date(raw.from), date(raw.to)];
  return { ...(from && { from }), ...(to && { to }), ...(group && { group_by: group }) };
}

/** The month a date lies in, `months` before: its first and last day. */
export function monthOf(date: string, months = 0): { from: string; to: string } {
  const [year = 0, month = 1] = date.split("-").map(Number);
  const day = (at: Date) => at.toISOString().slice(0, 10);
  return {
    from: day(new Date(Date.UTC(year, month - 1 - months, 1))),
    to: day(new Date(Date.UTC(year, month - months, 0))),
  };
}

export function periodOf(search: BoardSearch, now: Date): { from: string; to: string } {
  const month = monthOf(localDate(now));
  const from = search.from ?? month.from;
  const to = search.to ?? (search.from ? monthOf(search.from).to : month.to);
  return to < from ? { from, to: from } : { from, to };
}

/** The filter of the list behind a line, from the link the API gives: the very rows it counted. */
export function rowsBehind(link: string): CommitmentSearch {
  const asked = new URL(link, "http://here").searchParams;
  const found: Record<string, string> = { counted: "true" };
  for (const name of [
    "key",
    "community_id",
    "zone_id",
    "department_id",
    "responsible_id",
    "without",
  ]) {
    const value = asked.get(name);
    if (value) found[name] = value;
  }
  const since = asked.get("due_at.gte");
  const until = asked.get("due_at.lt");
  if (since) found.from = localDate(new Date(since));
  // The link names the instant after the last day, the address the last day itself.
  if (until) found.until = localDate(new Date(new Date(until).getTime() - 1));
  return found as CommitmentSearch;
}

/** The filter of the list behind a figure over the lines: all that is counted, or what came out so. */
export function rowsOfFigure(
  name: (typeof COUNTS)[number],
  behind: CommitmentSearch,
): CommitmentSearch {
  const all: CommitmentSearch = { ...behind, counted: "true" };
  if (name === "due") return all;
  return name === "overdue" ? { ...all, overdue: "true" } : { ...all, state: [name] };
}
