import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Api } from "./client.ts";
import { answer, body } from "./problem.ts";
import type { components, operations } from "./schema.gen.ts";

type Schemas = components["schemas"];
export type PassingOut = Schemas["PassingOut"];
export type PassingLevel = PassingOut["level"];
export type PasserRow = Schemas["PasserRow"];
type DaysQuery = operations["read_passing_board"]["parameters"]["query"];

/** Buck-passing found on a case, for those who arbitrate. */
export function casePassings(api: Api, id: string) {
  return queryOptions({
    queryKey: ["cases", id, "passings"],
    queryFn: ({ signal }) =>
      body(
        api.GET("/api/v1/cases/{case_id}/passings", { params: { path: { case_id: id } }, signal }),
      ),
  });
}

export function findPassing(api: Api, key: string, id: string, found: Schemas["PassingIn"]) {
  const params = { path: { case_id: id }, header: { "Idempotency-Key": key } };
  return answer(api.POST("/api/v1/cases/{case_id}/passings", { params, body: found }));
}

/** The finding was wrong. */
export function withdrawPassing(
  api: Api,
  key: string,
  { id, no, reason }: { id: string; no: number; reason: string },
) {
  const params = { path: { case_id: id, no }, header: { "Idempotency-Key": key } };
  return answer(
    api.POST("/api/v1/cases/{case_id}/passings/{no}/withdraw", { params, body: { reason } }),
  );
}

/** Per person: offers refused, and what was found. */
export function passingBoard(api: Api, query: DaysQuery) {
  return queryOptions({
    queryKey: ["cases", "passing-board", query],
    queryFn: ({ signal }) => body(api.GET("/api/v1/board/passings", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}
