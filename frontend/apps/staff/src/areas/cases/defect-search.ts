import type { DefectQuery } from "@shouwen/api/warranties.ts";

const ROWS = 50;

/** The filters of the ledger, which are its address. */
export interface DefectSearch {
  q?: string;
  stage?: string;
  size?: string;
  /** Those whose limit is over. */
  overdue?: "true";
  cursor?: string;
}

const text = (raw: unknown) => (typeof raw === "string" && raw !== "" ? raw : undefined);

/** Reads the address; what it does not understand it leaves out. */
export function parseDefectSearch(raw: Record<string, unknown>): DefectSearch {
  const found = {
    q: text(raw.q),
    stage: text(raw.stage),
    size: text(raw.size),
    overdue: raw.overdue === "true" ? "true" : undefined,
    cursor: text(raw.cursor),
  };
  return Object.fromEntries(
    Object.entries(found).filter(([, value]) => value !== undefined),
  ) as DefectSearch;
}

export function toDefectQuery(search: DefectSearch, communityId: string | undefined) {
  const query = {
    limit: ROWS,
    include: ["total_count"],
    ...(communityId ? { community_id: [communityId] } : {}),
    ...(search.q ? { q: search.q } : {}),
    ...(search.stage ? { stage: [search.stage] } : {}),
    ...(search.size ? { size: [search.size] } : {}),
    ...(search.overdue ? { overdue: true } : {}),
    ...(search.cursor ? { cursor: search.cursor } : {}),
  };
  return query as DefectQuery;
}
