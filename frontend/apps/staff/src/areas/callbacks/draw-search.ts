import type { DrawQuery } from "@shouwen/api/callbacks.ts";
import type { CallbackKind } from "@shouwen/api/types.ts";
import { CALLBACK_KINDS } from "./callback-search.ts";

const ROWS = 50;

/** The filters of the list of draws, which are its address. */
export interface DrawSearch {
  /** `2026-11` */
  period?: string;
  kind?: CallbackKind;
  cursor?: string;
}

/** Reads the address; what it does not understand it leaves out. */
export function parseDrawSearch(raw: Record<string, unknown>): DrawSearch {
  const { period, cursor } = raw;
  const kind = CALLBACK_KINDS.find((one) => one === raw.kind);
  return {
    ...(typeof period === "string" && /^20\d\d-(0[1-9]|1[0-2])$/.test(period) && { period }),
    ...(kind && { kind }),
    ...(typeof cursor === "string" && cursor !== "" && { cursor }),
  };
}

export function toDrawQuery(search: DrawSearch, communityId: string | undefined): DrawQuery {
  const { period, kind, cursor } = search;
  return {
    limit: ROWS,
    ...(period && { period: [period] }),
    ...(kind && { kind: [kind] }),
    ...(communityId && { community_id: [communityId] }),
    ...(cursor && { cursor }),
  };
}
