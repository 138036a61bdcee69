import type { AnswerQuery } from "@shouwen/api/answers.ts";

const ROWS = 50;

/** The filters of the answer base, which are its address. */
export interface AnswerSearch {
  q?: string;
  /** To be read again by now. */
  due?: "true";
  retired?: "true";
  cursor?: string;
}

const text = (raw: unknown) => (typeof raw === "string" && raw !== "" ? raw : undefined);
const yes = (raw: unknown) => (raw === "true" ? "true" : undefined);

/** Reads the address; what it does not understand it leaves out. */
export function parseAnswerSearch(raw: Record<string, unknown>): AnswerSearch {
  const found = {
    q: text(raw.q),
    due: yes(raw.due),
    retired: yes(raw.retired),
    cursor: text(raw.cursor),
  };
  const given = Object.entries(found).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as AnswerSearch;
}

export function toAnswerQuery(search: AnswerSearch, communityId: string | undefined): AnswerQuery {
  return {
    limit: ROWS,
    ...(communityId ? { community_id: [communityId] } : {}),
    ...(search.q ? { q: search.q } : {}),
    ...(search.due ? { due: true } : {}),
    ...(search.retired ? { retired: true } : {}),
    ...(search.cursor ? { cursor: search.cursor } : {}),
  };
}
