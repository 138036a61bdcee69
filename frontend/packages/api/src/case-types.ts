import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Api } from "./client.ts";
import { answer, body } from "./problem.ts";
import type { components, paths } from "./schema.gen.ts";
import { ofVersion } from "./version.ts";

type Schemas = components["schemas"];
export type CaseTypeOut = Schemas["CaseTypeOut"];
export type CaseTypeIn = Schemas["CaseTypeIn"];
export type DefinitionIn = Schemas["DefinitionIn"];
export type CourseOut = Schemas["CourseOut"];

export type CaseTypeQuery = NonNullable<paths["/api/v1/case-types"]["get"]["parameters"]["query"]>;

export function caseTypeList(api: Api, query: CaseTypeQuery) {
  return queryOptions({
    queryKey: ["case-types", query],
    queryFn: ({ signal }) => body(api.GET("/api/v1/case-types", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function addCaseType(api: Api, key: string, communityId: string, given: CaseTypeIn) {
  const params = { path: { community_id: communityId }, header: { "Idempotency-Key": key } };
  return answer(api.POST("/api/v1/communities/{community_id}/case-types", { params, body: given }));
}

/** Takes a set of types as it is. */
export function adoptCaseTypes(api: Api, key: string, communityId: string) {
  const params = { path: { community_id: communityId }, header: { "Idempotency-Key": key } };
  return answer(
    api.POST("/api/v1/communities/{community_id}/case-types/adopt", {
      params,
      body: { pack: "showroom" },
    }),
  );
}

export function changeCaseType(api: Api, id: string, version: number, given: DefinitionIn) {
  const params = { path: { type_id: id }, header: ofVersion(version) };
  return answer(api.PUT("/api/v1/case-types/{type_id}", { params, body: given }));
}

export function retireCaseType(api: Api, key: string, id: string) {
  const params = { path: { type_id: id }, header: { "Idempotency-Key": key } };
  return answer(api.POST("/api/v1/case-types/{type_id}/retire", { params }));
}

/** The stages a case of a type walks. */
export function caseCourse(api: Api, id: string) {
  return queryOptions({
    queryKey: ["cases", id, "course"],
    queryFn: ({ signal }) =>
      body(
        api.GET("/api/v1/cases/{case_id}/course", { params: { path: { case_id: id } }, signal }),
      ),
  });
}

export function tickStage(api: Api, key: string, id: string, item: string) {
  const params = { path: { case_id: id }, header: { "Idempotency-Key": key } };
  return answer(api.POST("/api/v1/cases/{case_id}/course/ticks", { params, body: { item } }));
}

export function endStage(api: Api, key: string, id: string) {
  const params = { path: { case_id: id }, header: { "Idempotency-Key": key } };
  return answer(api.POST("/api/v1/cases/{case_id}/course/end-stage", { params, body: {} }));
}
