import type { CaseListQuery } from "@shouwen/api/cases.ts";
import type { CaseKind, CaseState, Measure, Queue, Severity } from "@shouwen/api/types.ts";
import { isLocalDate, localDate, startOfLocalDate } from "@shouwen/core/instant.ts";
import { labels } from "@shouwen/i18n/labels.zh-CN.ts";

export const STATES = Object.keys(labels.state) as CaseState[];
export const KINDS = Object.keys(labels.kind) as CaseKind[];
export const SEVERITIES = Object.keys(labels.severity) as Severity[];
export const QUEUES = Object.keys(labels.queue) as Queue[];
export const MEASURES = Object.keys(labels.measure) as Measure[];
export const HEARD = ["today", "7", "30"] as const;
/** Beside the usual order, the newest first. */
export const SORTS = ["oldest", "due"] as const;

/** Fewer characters find nothing: the index is made of pairs. */
export const SHORTEST_SEARCH = 2;
/** How many cases make a page. */
export const ROWS = 30;

/** The queue's filter, which is its address: a view is saved by keeping the link. */
export interface CaseSearch {
  /** Whose work: mine, what is offered to my posts, my team's. */
  queue?: Queue;
  state?: CaseState[];
  kind?: CaseKind[];
  severity?: Severity[];
  measure?: Measure[];
  owner?: "me";
  heard?: (typeof HEARD)[number];
  /** Local dates, both included; they give way to `heard`. */
  from?: string;
  until?: string;
  q?: string;
  sort?: (typeof SORTS)[number];
  cursor?: string;
}

/** A change of some filters; undefined takes one away. */
export type SearchPart = { [Key in keyof CaseSearch]?: CaseSearch[Key] | undefined };

type Raw = Record<string, unknown>;

function someOf<Value extends string>(known: readonly Value[], raw: unknown): Value[] {
  const asked = Array.isArray(raw) ? raw : [raw];
  return known.filter((value) => asked.includes(value));
}

function text(raw: unknown): string | undefined {
  return typeof raw === "string" && raw !== "" ? raw : undefined;
}

function date(raw: unknown): string | undefined {
  return isLocalDate(raw) ? raw : undefined;
}

/** Reads the address. What it does not understand it leaves out, so an old link still opens. */
export function parseCaseSearch(raw: Raw): CaseSearch {
  const found: Raw = {
    state: someOf(STATES, raw.state),
    kind: someOf(KINDS, raw.kind),
    severity: someOf(SEVERITIES, raw.severity),
    measure: someOf(MEASURES, raw.measure),
    queue: someOf(QUEUES, raw.queue)[0],
    owner: raw.owner === "me" ? "me" : undefined,
    heard: someOf(HEARD, raw.heard)[0],
    from: date(raw.from),
    until: date(raw.until),
    q: text(raw.q),
    sort: someOf(SORTS, raw.sort)[0],
    cursor: text(raw.cursor),
  };
  const isSet = (value: unknown) => value !== undefined && !(Array.isArray(value) && !value.length);
  return Object.fromEntries(
    Object.entries(found).filter(([, value]) => isSet(value)),
  ) as CaseSearch;
}

function heardSince(search: CaseSearch, now: Date): string | undefined {
  const today = localDate(now);
  if (search.heard === "today") return startOfLocalDate(today);
  if (search.heard) return startOfLocalDate(today, 1 - Number(search.heard));
  return search.from && startOfLocalDate(search.from);
}

const ORDER = { newest: "-heard_at", oldest: "heard_at", due: "due_at" } as const;

/** The address in the API's words. Instants are whole local days, so the query stays the same all day. */
export function toCaseQuery(
  search: CaseSearch,
  reader: { staffId?: string | null | undefined; communityId?: string | undefined; now: Date },
): CaseListQuery {
  const since = heardSince(search, reader.now);
  const { queue, state, kind, severity, measure, q, cursor } = search;
  return {
    limit: ROWS,
    include: ["total_count"],
    sort: ORDER[search.sort ?? "newest"],
    ...(queue && { queue }),
    ...(state && { state }),
    ...(kind && { kind }),
    ...(severity && { severity }),
    ...(measure && { measure }),
    ...(search.owner && reader.staffId && { owner_id: [reader.staffId] }),
    ...(reader.communityId && { community_id: [reader.communityId] }),
    ...(since && { "heard_at.gte": since }),
    ...(!search.heard && search.until && { "heard_at.lt": startOfLocalDate(search.until, 1) }),
    ...(q && q.length >= SHORTEST_SEARCH && { q }),
    ...(cursor && { cursor }),
  };
}

/** Whether anything narrows the queue. */
export function isFiltered(search: CaseSearch): boolean {
  const { sort: _, cursor: __, queue: ___, ...filters } = search;
  return Object.values(filters).some((value) => value !== undefined);
}
