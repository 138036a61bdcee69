import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Api } from "./client.ts";
import { answer, body } from "./problem.ts";
import type { paths } from "./schema.gen.ts";
import type { ExcuseReason } from "./types.ts";

export type CommitmentQuery = NonNullable<
  paths["/api/v1/commitments"]["get"]["parameters"]["query"]
>;
export type BoardQuery = paths["/api/v1/board/commitments"]["get"]["parameters"]["query"];

export function commitmentList(api: Api, query: CommitmentQuery) {
  return queryOptions({
    queryKey: ["commitments", query],
    queryFn: ({ signal }) => body(api.GET("/api/v1/commitments", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** Promises kept and broken. The language is part of the question: titles come in it. */
export function commitmentBoard(api: Api, query: BoardQuery, language: string) {
  return queryOptions({
    queryKey: ["commitments", "board", query, language],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/board/commitments", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export type MeasureQuery = paths["/api/v1/board/cases"]["get"]["parameters"]["query"];

/** How first responsibility stands: bounces, late acceptances, matters finished in one visit. */
export function caseBoard(api: Api, query: MeasureQuery) {
  return queryOptions({
    queryKey: ["cases", "board", query],
    queryFn: ({ signal }) => body(api.GET("/api/v1/board/cases", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export type ExcuseStep = "request-excuse" | "excuse" | "refuse-excuse" | "waive";

/** Asks for an excuse, decides on one, or lets a promise go. `excuse` without a reason takes the asked one. */
export function decideExcuse(
  api: Api,
  key: string,
  id: string,
  step: ExcuseStep,
  reason?: ExcuseReason,
) {
  const params = { path: { commitment_id: id }, header: { "Idempotency-Key": key } };
  if (step === "refuse-excuse")
    return answer(api.POST("/api/v1/commitments/{commitment_id}/refuse-excuse", { params }));
  if (step === "excuse")
    return answer(
      api.POST("/api/v1/commitments/{commitment_id}/excuse", {
        params,
        body: reason ? { reason } : {},
      }),
    );
  const given = { params, body: { reason: reason ?? "resident_away" } };
  return step === "waive"
    ? answer(api.POST("/api/v1/commitments/{commitment_id}/waive", given))
    : answer(api.POST("/api/v1/commitments/{commitment_id}/request-excuse", given));
}
