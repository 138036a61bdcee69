import type { HoldingOut } from "@shouwen/api/types.ts";

/** How a holding stands at `now`; its end is the first instant it no longer holds. */
export function holdingState(
  { since, until }: Pick<HoldingOut, "since" | "until">,
  now: Date,
): "now" | "planned" | "over" {
  if (until && new Date(until) <= now) return "over";
  return new Date(since) > now ? "planned" : "now";
}
