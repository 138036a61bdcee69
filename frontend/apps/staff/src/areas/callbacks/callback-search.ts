import type { CallbackQuery } from "@shouwen/api/callbacks.ts";
import type { CallbackKind, CallbackState, Programme } from "@shouwen/api/types.ts";
import { everyOne } from "../../shell/every-one.ts";

export const CALLBACK_STATES = everyOne<CallbackState>({
  drawn: true,
  assigned: true,
  attempted: true,
  recorded: true,
  reviewed: true,
  failed: true,
  replaced: true,
  superseded: true,
  short: true,
});
export const CALLBACK_KINDS = everyOne<CallbackKind>({
  complaint: true,
  repair: true,
  warranty: true,
  service: true,
  help: true,
  event: true,
  other: true,
});
export const PROGRAMMES = everyOne<Programme>({ courtesy: true, verify: true, home_visit: true });
/** Those nobody has recorded yet. */
export const WAITING: CallbackState[] = ["drawn", "assigned", "attempted"];
const ROWS = 50;

/** The filters of the queue of callbacks, which are its address. Without a state: who is still to be called. */
export interface CallbackSearch {
  state?: CallbackState | "all";
  kind?: CallbackKind;
  programme?: Programme;
  mine?: "true";
  cursor?: string;
}

export type CallbackPart = { [Key in keyof CallbackSearch]?: CallbackSearch[Key] | undefined };

const oneOf = <Value extends string>(known: readonly Value[], raw: unknown) =>
  known.find((value) => value === raw);

/** Reads the address; what it does not understand it leaves out. */
export function parseCallbackSearch(raw: Record<string, unknown>): CallbackSearch {
  const found = {
    state: raw.state === "all" ? "all" : oneOf(CALLBACK_STATES, raw.state),
    kind: oneOf(CALLBACK_KINDS, raw.kind),
    programme: oneOf(PROGRAMMES, raw.programme),
    mine: raw.mine === "true" ? "true" : undefined,
    cursor: typeof raw.cursor === "string" && raw.cursor !== "" ? raw.cursor : undefined,
  };
  return Object.fromEntries(
    Object.entries(found).filter(([, value]) => value !== undefined),
  ) as CallbackSearch;
}

/** Whether anything narrows the queue. */
export function isNarrowed({ cursor: _, ...filters }: CallbackSearch): boolean {
  return Object.values(filters).some((value) => value !== undefined);
}

function statesOf(state: CallbackSearch["state"]): CallbackState[] | undefined {
  if (state === "all") return undefined;
  return state ? [state] : WAITING;
}

/** The address in the API's words: what is to be done by its due time, what is over the latest first. */
export function toCallbackQuery(
  search: CallbackSearch,
  reader: { staffId?: string | null | undefined; communityId?: string | undefined },
): CallbackQuery {
  const { kind, programme, mine, cursor } = search;
  const state = statesOf(search.state);
  return {
    limit: ROWS,
    include: ["total_count"],
    sort: state?.every((one) => WAITING.includes(one)) ? "due_at" : "-due_at",
    ...(state && { state }),
    ...(kind && { kind: [kind] }),
    ...(programme && { programme: [programme] }),
    ...(mine && reader.staffId && { caller_id: [reader.staffId] }),
    ...(reader.communityId && { community_id: [reader.communityId] }),
    ...(cursor && { cursor }),
  };
}
