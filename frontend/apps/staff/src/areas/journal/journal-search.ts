import type { JournalQuery } from "@shouwen/api/system.ts";
import { isLocalDate, startOfLocalDate } from "@shouwen/core/instant.ts";

const ROWS = 50;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const NAMES = ["q", "actor", "subject", "event", "from", "until", "cursor"] as const;

/** What is looked for in the journal, kept in the address. Days are local, both included. */
export type JournalSearch = { [Name in (typeof NAMES)[number]]?: string };

const isId = (value: string) => ID.test(value);
const FITS: Partial<Record<(typeof NAMES)[number], (value: string) => boolean>> = {
  actor: isId,
  subject: isId,
  event: (value) => /^[a-z_]+\.[a-z_]+$/.test(value),
  from: isLocalDate,
  until: isLocalDate,
};

/** Reads the address. What it does not understand it leaves out, so an old link still opens. */
export function parseJournalSearch(raw: Record<string, unknown>): JournalSearch {
  const found = NAMES.flatMap((name) => {
    const value = raw[name];
    const fits = typeof value === "string" && value && (FITS[name]?.(value) ?? true);
    return fits ? [[name, value]] : [];
  });
  return Object.fromEntries(found);
}

export function toJournalQuery(
  search: JournalSearch,
  communityId: string | undefined,
): JournalQuery {
  const { q, actor, subject, event, from, until, cursor } = search;
  return {
    limit: ROWS,
    ...(communityId && { community_id: [communityId] }),
    ...(q?.trim() && { q: q.trim() }),
    ...(actor && { actor_id: [actor] }),
    ...(subject && { subject_id: [subject] }),
    ...(event && { event: [event] }),
    ...(from && { "recorded_at.gte": startOfLocalDate(from) }),
    ...(until && { "recorded_at.lt": startOfLocalDate(until, 1) }),
    ...(cursor && { cursor }),
  };
}
