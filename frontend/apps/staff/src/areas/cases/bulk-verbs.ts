/** What can be said to several cases from the queue. */
export const BULK_VERBS = ["offer", "urge", "escalate", "close"] as const;
export type BulkVerb = (typeof BULK_VERBS)[number];
