import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Api } from "./client.ts";
import { answer, body } from "./problem.ts";
import type { ImportIn, ImportType, Operation } from "./types.ts";

const ASK_AGAIN_MS = 700;

export function beginImport(api: Api, key: string, given: ImportIn) {
  const params = { header: { "Idempotency-Key": key } };
  return answer(api.POST("/api/v1/imports", { params, body: given }));
}

export function isOver({ state }: Operation): boolean {
  return !["waiting", "running"].includes(state);
}

/** Long work of the reader's own; asked about again until it is over. */
export function operation(api: Api, id: string) {
  const params = { path: { operation_id: id } };
  return queryOptions({
    queryKey: ["operations", id],
    queryFn: ({ signal }) => body(api.GET("/api/v1/operations/{operation_id}", { params, signal })),
    refetchInterval: ({ state: { data } }) => (data && isOver(data) ? false : ASK_AGAIN_MS),
  });
}

/** `upTo` makes the page be read anew when more rows were looked at. */
export function operationFaults(api: Api, id: string, cursor: string | undefined, upTo: number) {
  const params = {
    path: { operation_id: id },
    query: { limit: 50, ...(cursor ? { cursor } : {}) },
  };
  return queryOptions({
    queryKey: ["operations", id, "faults", cursor, upTo],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/operations/{operation_id}/faults", { params, signal })),
    placeholderData: keepPreviousData,
  });
}

export function cancelOperation(api: Api, key: string, id: string) {
  const params = { path: { operation_id: id }, header: { "Idempotency-Key": key } };
  return answer(api.POST("/api/v1/operations/{operation_id}/cancel", { params }));
}

export function templateUrl(type: ImportType): string {
  return `/api/v1/imports/template?type=${type}`;
}
