import type { StaffQuery } from "@shouwen/api/staff.ts";

const ROWS = 50;

/** What narrows the list of staff, which is its address. */
export interface StaffSearch {
  q?: string;
  /** Also who works nowhere yet and, for those of the whole company, who has left. */
  everybody?: "true";
  cursor?: string;
}

const text = (raw: unknown) => (typeof raw === "string" && raw !== "" ? raw : undefined);

/** Reads the address; what it does not understand it leaves out. */
export function parseStaffSearch(raw: Record<string, unknown>): StaffSearch {
  const q = text(raw.q);
  const cursor = text(raw.cursor);
  return {
    ...(q && { q }),
    ...(raw.everybody === "true" && { everybody: "true" as const }),
    ...(cursor && { cursor }),
  };
}

/** The address in the API's words. */
export function toStaffQuery(search: StaffSearch, communityId: string | undefined): StaffQuery {
  const { q, everybody, cursor } = search;
  return {
    limit: ROWS,
    ...(q?.trim() && { q: q.trim() }),
    ...(communityId && !everybody && { community_id: [communityId] }),
    ...(cursor && { cursor }),
  };
}
