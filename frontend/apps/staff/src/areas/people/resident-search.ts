import type { ResidentQuery } from "@shouwen/api/residents.ts";

const ROWS = 50;

/** What narrows the list of residents, which is its address. */
export interface ResidentSearch {
  q?: string;
  cursor?: string;
}

const text = (raw: unknown) => (typeof raw === "string" && raw !== "" ? raw : undefined);

/** Reads the address; what it does not understand it leaves out. A number typed as `1201` arrives as one. */
export function parseResidentSearch(raw: Record<string, unknown>): ResidentSearch {
  const q = text(typeof raw.q === "number" ? String(raw.q) : raw.q);
  const cursor = text(raw.cursor);
  return { ...(q && { q }), ...(cursor && { cursor }) };
}

/** The address in the API's words. */
export function toResidentQuery(
  { q, cursor }: ResidentSearch,
  communityId: string | undefined,
): ResidentQuery {
  return {
    limit: ROWS,
    ...(q?.trim() && { q: q.trim() }),
    ...(communityId && { community_id: [communityId] }),
    ...(cursor && { cursor }),
  };
}
