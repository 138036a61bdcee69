import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Api } from "./client.ts";
import { answer, body } from "./problem.ts";
import type { components, paths } from "./schema.gen.ts";

type Schemas = components["schemas"];
export type DefectRow = Schemas["DefectRow"];
export type DefectOut = Schemas["DefectOut"];
export type DefectCount = Schemas["DefectCount"];
export type PartyOut = Schemas["PartyOut"];
export type PartyIn = Schemas["PartyIn"];
export type DefectQuery = NonNullable<
  paths["/api/v1/warranty-defects"]["get"]["parameters"]["query"]
>;
export type DefectCountQuery =
  paths["/api/v1/warranty-defects/count"]["get"]["parameters"]["query"];

type DefectPath = keyof paths & `/api/v1/cases/{case_id}/defect/${string}`;
export type DefectVerb = DefectPath extends `/api/v1/cases/{case_id}/defect/${infer Verb}`
  ? Verb
  : never;

/** The ledger of warranty defects, a page of it. */
export function defectList(api: Api, query: DefectQuery) {
  return queryOptions({
    queryKey: ["cases", "defects", query],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/warranty-defects", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function defectCount(api: Api, query: DefectCountQuery) {
  return queryOptions({
    queryKey: ["cases", "defects", "count", query],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/warranty-defects/count", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** The defect that a warranty case is, with its course. */
export function caseDefect(api: Api, id: string) {
  return queryOptions({
    queryKey: ["cases", id, "defect"],
    queryFn: ({ signal }) =>
      body(
        api.GET("/api/v1/cases/{case_id}/defect", { params: { path: { case_id: id } }, signal }),
      ),
    retry: false,
  });
}

/** Says a verb to the defect. */
export function actOnDefect(api: Api, key: string, id: string, verb: DefectVerb, said: object) {
  const request = {
    params: { path: { case_id: id }, header: { "Idempotency-Key": key } },
    body: said,
  };
  const call = api.POST(`/api/v1/cases/{case_id}/defect/${verb}` as never, request as never);
  return answer(call as Promise<{ data?: unknown; error?: unknown; response: Response }>);
}

/** Who outside repairs for a community. */
export function partyList(api: Api, communityId: string, present = true) {
  const query = { community_id: [communityId], limit: 100, ...(present ? { present } : {}) };
  return queryOptions({
    queryKey: ["parties", query],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/outside-parties", { params: { query }, signal })),
  });
}

export function addParty(api: Api, key: string, party: PartyIn) {
  const params = { header: { "Idempotency-Key": key } };
  return answer(api.POST("/api/v1/outside-parties", { params, body: party }));
}

/** No longer theirs to repair, or theirs again. */
export function endParty(api: Api, party: PartyOut, ended: boolean) {
  const params = {
    path: { party_id: party.id },
    header: { "If-Match": `"v${party.version}"` },
  };
  return answer(api.PATCH("/api/v1/outside-parties/{party_id}", { params, body: { ended } }));
}

/** The number in full; the journal keeps who asked. */
export function revealParty(api: Api, id: string) {
  const params = { path: { party_id: id } };
  return answer(
    api.POST("/api/v1/outside-parties/{party_id}/reveal", {
      params,
      body: { reason: "call_back" },
    }),
  );
}

/** It is another matter than the earlier repair. */
export function contradictRework(api: Api, key: string, id: string, reason: string) {
  const params = { path: { case_id: id }, header: { "Idempotency-Key": key } };
  return answer(
    api.POST("/api/v1/cases/{case_id}/contradict-rework", { params, body: { reason } }),
  );
}
