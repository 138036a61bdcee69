import type { CaseIn } from "@shouwen/api/types.ts";
import { useLocation } from "@tanstack/react-router";

/** What one screen already knows of a matter that another is to record. It travels beside the address, not in it. */
export interface Telling {
  kind: CaseIn["kind"];
  communityId: string;
  channel: CaseIn["contact"]["channel"];
  title: string;
  detail: string;
}

declare module "@tanstack/react-router" {
  interface HistoryState {
    told?: Telling;
  }
}

export function tellingOf(told: Telling) {
  return { told };
}

/** What the screen before had to tell, if it had. */
export function useTelling(): Telling | undefined {
  return useLocation({ select: ({ state }) => state.told });
}
