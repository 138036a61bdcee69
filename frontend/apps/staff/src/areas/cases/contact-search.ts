import type { ContactQuery } from "@shouwen/api/contacts.ts";

const ROWS = 50;

/** The filters of the register, which are its address. */
export interface ContactSearch {
  q?: string;
  /** Whoever still waits for an answer. */
  waiting?: "true";
  /** Calls that became no case. */
  without?: "true";
  /** Taken after more rings than the standard allowed (RC-01). */
  rang?: "true";
  cursor?: string;
}

const text = (raw: unknown) => (typeof raw === "string" && raw !== "" ? raw : undefined);
const yes = (raw: unknown) => (raw === "true" ? "true" : undefined);

/** Reads the address; what it does not understand it leaves out. */
export function parseContactSearch(raw: Record<string, unknown>): ContactSearch {
  const found = {
    q: text(raw.q),
    waiting: yes(raw.waiting),
    without: yes(raw.without),
    rang: yes(raw.rang),
    cursor: text(raw.cursor),
  };
  return Object.fromEntries(
    Object.entries(found).filter(([, value]) => value !== undefined),
  ) as ContactSearch;
}

export function toContactQuery(search: ContactSearch, communityId: string | undefined) {
  const query: ContactQuery = {
    limit: ROWS,
    include: ["total_count"],
    ...(communityId ? { community_id: [communityId] } : {}),
    ...(search.q ? { q: search.q } : {}),
    ...(search.waiting ? { answered: false } : {}),
    ...(search.without ? { has_case: false } : {}),
    ...(search.rang ? { rang_long: true } : {}),
    ...(search.cursor ? { cursor: search.cursor } : {}),
  };
  return query;
}
