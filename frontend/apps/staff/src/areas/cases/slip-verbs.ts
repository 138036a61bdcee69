import type { SlipVerb } from "@shouwen/api/slips.ts";

/** Said without words. */
export const AT_ONCE: ReadonlySet<SlipVerb> = new Set<SlipVerb>(["close", "read"]);

/** What is said in a dialog; amounts are approved, and vouched for, where they stand. */
export type FormSlipVerb = Exclude<
  SlipVerb,
  "close" | "read" | "approve-amount" | "refuse-amount" | "vouch"
>;

/** Said at an amount, where it stands. */
export const AT_AMOUNTS: ReadonlySet<SlipVerb> = new Set<SlipVerb>([
  "approve-amount",
  "refuse-amount",
  "vouch",
]);
