import type { Api } from "./client.ts";
import { answer } from "./problem.ts";
import type { components } from "./schema.gen.ts";

export type ExportIn = components["schemas"]["ExportIn"];

/** Asks for rows as a spreadsheet; the operation tells when the file is there. */
export function beginExport(api: Api, key: string, wanted: ExportIn) {
  const params = { header: { "Idempotency-Key": key } };
  return answer(api.POST("/api/v1/exports", { params, body: wanted }));
}
