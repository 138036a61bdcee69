import type { SlipVerb } from "@shouwen/api/slips.ts";

/** Said without words. */
export const AT_ONCE: ReadonlySet<SlipVerb> = new Set<SlipVerb>(["close", "read"]);

/** What is said in a dialog; amounts are approved where they stand. */
export type FormSlipVerb = Exclude<SlipVerb, "close" | "read" | "approve-amount" | "refuse-amount">;
