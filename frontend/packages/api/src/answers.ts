import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Api } from "./client.ts";
import { answer, body } from "./problem.ts";
import type { paths } from "./schema.gen.ts";
import type { StoredAnswerIn, StoredAnswerPatch } from "./types.ts";
import { ofVersion } from "./version.ts";

export type AnswerQuery = NonNullable<paths["/api/v1/answers"]["get"]["parameters"]["query"]>;

export function answerList(api: Api, query: AnswerQuery) {
  return queryOptions({
    queryKey: ["answers", query],
    queryFn: ({ signal }) => body(api.GET("/api/v1/answers", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** What may be answered to what is being asked: three at most. */
export function fittingAnswers(api: Api, communityId: string, words: string) {
  const query = { community_id: communityId, words };
  return queryOptions({
    queryKey: ["answers", "fitting", query],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/answers/fitting", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function addAnswer(api: Api, key: string, given: StoredAnswerIn) {
  const params = { header: { "Idempotency-Key": key } };
  return answer(api.POST("/api/v1/answers", { params, body: given }));
}

export function changeAnswer(api: Api, id: string, version: number, given: StoredAnswerPatch) {
  const params = { path: { answer_id: id }, header: ofVersion(version) };
  return answer(api.PATCH("/api/v1/answers/{answer_id}", { params, body: given }));
}

/** Read again and found right: until the day after the time of the standard. */
export function reviewAnswer(api: Api, key: string, id: string) {
  const params = { path: { answer_id: id }, header: { "Idempotency-Key": key } };
  return answer(api.POST("/api/v1/answers/{answer_id}/review", { params, body: {} }));
}

export function retireAnswer(api: Api, key: string, id: string) {
  const params = { path: { answer_id: id }, header: { "Idempotency-Key": key } };
  return answer(api.POST("/api/v1/answers/{answer_id}/retire", { params }));
}
