import type { GrantQuery } from "@shouwen/api/grants.ts";

const ROWS = 50;

/** Which grants are shown, kept in the address. */
export interface GrantSearch {
  q?: string;
  role?: string;
  ended?: "true";
  cursor?: string;
}

export function parseGrantSearch(raw: Record<string, unknown>): GrantSearch {
  const text = (value: unknown) => (typeof value === "string" && value ? value : undefined);
  const [q, role, cursor] = [text(raw.q), text(raw.role), text(raw.cursor)];
  return {
    ...(q && { q }),
    ...(role && { role }),
    ...(raw.ended === "true" && { ended: "true" }),
    ...(cursor && { cursor }),
  };
}

export function toGrantQuery(search: GrantSearch, communityId: string | undefined): GrantQuery {
  const { q, role, ended, cursor } = search;
  return {
    limit: ROWS,
    include: ["total_count"],
    ...(communityId && { community_id: [communityId] }),
    ...(q?.trim() && { q: q.trim() }),
    ...(role && { role: [role] }),
    ...(ended && { ended: true }),
    ...(cursor && { cursor }),
  };
}
