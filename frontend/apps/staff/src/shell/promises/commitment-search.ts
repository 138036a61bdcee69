import type { CommitmentQuery } from "@shouwen/api/commitments.ts";
import type { CommitmentState } from "@shouwen/api/types.ts";
import { isLocalDate, startOfLocalDate } from "@shouwen/core/instant.ts";
import { labels } from "@shouwen/i18n/labels.zh-CN.ts";

export const COMMITMENT_STATES = Object.keys(labels.commitment_state) as CommitmentState[];
const ROWS = 50;
const IDS = ["subject_id", "responsible_id", "zone_id", "department_id", "community_id"] as const;

const PLACES = ["zone", "department"] as const;

/** The filters of the list of promises, which are its address. */
export interface CommitmentSearch {
  state?: CommitmentState[];
  overdue?: "true";
  counted?: "true";
  mine?: "true";
  key?: string;
  subject_id?: string;
  responsible_id?: string;
  zone_id?: string;
  department_id?: string;
  community_id?: string;
  /** Promises about what lies in no zone, or belongs to no department. */
  without?: (typeof PLACES)[number];
  /** Local dates of the due time, both included. */
  from?: string;
  until?: string;
  cursor?: string;
}

export type CommitmentPart = {
  [Key in keyof CommitmentSearch]?: CommitmentSearch[Key] | undefined;
};

type Raw = Record<string, unknown>;

const text = (raw: unknown) => (typeof raw === "string" && raw !== "" ? raw : undefined);
const yes = (raw: unknown) => (raw === "true" ? "true" : undefined);

function date(raw: unknown): string | undefined {
  return isLocalDate(raw) ? raw : undefined;
}

function id(raw: unknown): string | undefined {
  const value = text(raw);
  return value && /^[0-9a-f-]{36}$/i.test(value) ? value : undefined;
}

/** Reads the address; what it does not understand it leaves out. */
export function parseCommitmentSearch(raw: Raw): CommitmentSearch {
  const asked = Array.isArray(raw.state) ? raw.state : [raw.state];
  const state = COMMITMENT_STATES.filter((one) => asked.includes(one));
  const found: Raw = {
    state: state.length > 0 ? state : undefined,
    overdue: yes(raw.overdue),
    counted: yes(raw.counted),
    mine: yes(raw.mine),
    key: text(raw.key),
    without: PLACES.find((one) => one === raw.without),
    from: date(raw.from),
    until: date(raw.until),
    cursor: text(raw.cursor),
    ...Object.fromEntries(IDS.map((name) => [name, id(raw[name])])),
  };
  return Object.fromEntries(
    Object.entries(found).filter(([, value]) => value !== undefined),
  ) as CommitmentSearch;
}

/** The address in the API's words. */
export function toCommitmentQuery(
  search: CommitmentSearch,
  reader: { staffId?: string | null | undefined; communityId?: string | undefined },
): CommitmentQuery {
  const { state, overdue, counted, key, cursor, from, until } = search;
  const community = search.community_id ?? reader.communityId;
  const responsible =
    search.responsible_id ?? (search.mine && reader.staffId ? reader.staffId : undefined);
  return {
    limit: ROWS,
    include: ["total_count"],
    ...(state && { state }),
    ...(overdue && { overdue: true }),
    ...(counted && { counted: true }),
    ...(key && { key: [key] }),
    ...(search.without && { without: [search.without] }),
    ...(community && { community_id: [community] }),
    ...(responsible && { responsible_id: [responsible] }),
    ...(search.subject_id && { subject_id: [search.subject_id] }),
    ...(search.zone_id && { zone_id: [search.zone_id] }),
    ...(search.department_id && { department_id: [search.department_id] }),
    ...(from && { "due_at.gte": startOfLocalDate(from) }),
    ...(until && { "due_at.lt": startOfLocalDate(until, 1) }),
    ...(cursor && { cursor }),
  };
}
