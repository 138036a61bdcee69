import { queryOptions } from "@tanstack/react-query";
import type { Api } from "./client.ts";
import { answer, body } from "./problem.ts";
import type { MacroIn, MacroPatch } from "./types.ts";
import { ofVersion } from "./version.ts";

const MOST = 100;
const FRESH_MS = 60_000;

export function macroList(api: Api, communityId: string | undefined) {
  const query = { limit: MOST, ...(communityId ? { community_id: [communityId] } : {}) };
  return queryOptions({
    queryKey: ["macros", query],
    queryFn: ({ signal }) => body(api.GET("/api/v1/macros", { params: { query }, signal })),
    staleTime: FRESH_MS,
  });
}

/** All steps on each case or none; the answer tells what became of each. */
export function runMacro(
  api: Api,
  key: string,
  id: string,
  items: { id: string; version: number }[],
) {
  const params = { path: { macro_id: id }, header: { "Idempotency-Key": key } };
  return answer(api.POST("/api/v1/macros/{macro_id}/run", { params, body: { items } }));
}

export function addMacro(api: Api, key: string, given: MacroIn) {
  const params = { header: { "Idempotency-Key": key } };
  return answer(api.POST("/api/v1/macros", { params, body: given }));
}

export function changeMacro(api: Api, id: string, version: number, given: MacroPatch) {
  const params = { path: { macro_id: id }, header: ofVersion(version) };
  return answer(api.PATCH("/api/v1/macros/{macro_id}", { params, body: given }));
}

export function retireMacro(api: Api, key: string, id: string) {
  const params = { path: { macro_id: id }, header: { "Idempotency-Key": key } };
  return answer(api.POST("/api/v1/macros/{macro_id}/retire", { params }));
}
