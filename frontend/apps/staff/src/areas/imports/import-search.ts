import type { ImportType } from "@shouwen/api/types.ts";

export const TYPES = ["residents", "units"] as const satisfies readonly ImportType[];

/** What is imported, and the import that is looked at: a page that is loaded again goes on with it. */
export interface ImportSearch {
  type?: ImportType;
  operation?: string;
  cursor?: string;
}

const ID = /^[0-9a-f-]{36}$/i;

/** Reads the address; what it does not understand it leaves out. */
export function parseImportSearch(raw: Record<string, unknown>): ImportSearch {
  const type = TYPES.find((one) => one === raw.type);
  const operation = typeof raw.operation === "string" && ID.test(raw.operation);
  return {
    ...(type ? { type } : {}),
    ...(operation ? { operation: raw.operation as string } : {}),
    ...(operation && typeof raw.cursor === "string" && raw.cursor ? { cursor: raw.cursor } : {}),
  };
}
