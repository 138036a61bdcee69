import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Api } from "./client.ts";
import { answer, body } from "./problem.ts";
import type { components, paths } from "./schema.gen.ts";

type Schemas = components["schemas"];
export type HelpOut = Schemas["HelpOut"];
export type HelpStep = Schemas["HelpStep"];
export type HelpStepIn = Schemas["HelpStepIn"];
export type EmergencyContact = Schemas["EmergencyContactOut"];
export type FamilyCall = Schemas["FamilyCall"];
export type CordonOut = Schemas["CordonOut"];
export type PlanOut = Schemas["PlanOut"];
export type PlanKey = Schemas["PlanKey"];
export type PlanRunOut = Schemas["PlanRunOut"];
export type DrillOut = Schemas["DrillOut"];
export type LadderOut = Schemas["LadderOut"];

const ofCase = (id: string) => ({ path: { case_id: id } });
const actOn = (id: string, key: string) => ({
  ...ofCase(id),
  header: { "Idempotency-Key": key },
});

/** A call for help: what is to be done, what was done, whom to call. */
export function caseHelp(api: Api, id: string) {
  return queryOptions({
    queryKey: ["cases", id, "help"],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/cases/{case_id}/help", { params: ofCase(id), signal })),
  });
}

export function stampStep(api: Api, key: string, id: string, given: HelpStepIn) {
  const request = { params: actOn(id, key), body: given };
  return answer(api.POST("/api/v1/cases/{case_id}/help/steps", request));
}

/** The number of an emergency contact in full: shown once, logged, never kept. */
export function revealEmergencyPhone(api: Api, id: string, residentId: string) {
  const request = { params: ofCase(id), body: { resident_id: residentId } };
  return body(api.POST("/api/v1/cases/{case_id}/help/reveal", request));
}

export function recordFamilyCall(
  api: Api,
  key: string,
  id: string,
  given: Schemas["FamilyCallIn"],
) {
  const request = { params: actOn(id, key), body: given };
  return answer(api.POST("/api/v1/cases/{case_id}/help/calls", request));
}

/** The cordons of a case. */
export function caseCordons(api: Api, id: string) {
  return queryOptions({
    queryKey: ["cases", id, "cordons"],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/cases/{case_id}/cordons", { params: ofCase(id), signal })),
  });
}

export type CordonQuery = NonNullable<paths["/api/v1/cordons"]["get"]["parameters"]["query"]>;

export function cordonList(api: Api, query: CordonQuery) {
  return queryOptions({
    queryKey: ["cordons", query],
    queryFn: ({ signal }) => body(api.GET("/api/v1/cordons", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function openCordon(api: Api, key: string, id: string, given: Schemas["CordonIn"]) {
  const request = { params: actOn(id, key), body: given };
  return answer(api.POST("/api/v1/cases/{case_id}/cordons", request));
}

export function removeCordon(api: Api, key: string, cordonId: string, restored: string) {
  const params = { path: { cordon_id: cordonId }, header: { "Idempotency-Key": key } };
  return answer(api.POST("/api/v1/cordons/{cordon_id}/remove", { params, body: { restored } }));
}

/** The nine contingency plans of a community. */
export function planList(api: Api, communityId: string) {
  return queryOptions({
    queryKey: ["plans", communityId],
    queryFn: ({ signal }) =>
      body(
        api.GET("/api/v1/communities/{community_id}/plans", {
          params: { path: { community_id: communityId } },
          signal,
        }),
      ),
  });
}

export function editPlan(api: Api, communityId: string, plan: PlanKey, given: Schemas["PlanIn"]) {
  const request = { params: { path: { community_id: communityId, plan } }, body: given };
  return answer(api.PUT("/api/v1/communities/{community_id}/plans/{plan}", request));
}

/** The plans that run on a case. */
export function casePlans(api: Api, id: string) {
  return queryOptions({
    queryKey: ["cases", id, "plans"],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/cases/{case_id}/plans", { params: ofCase(id), signal })),
  });
}

export function runPlan(api: Api, key: string, id: string, plan: PlanKey) {
  const request = { params: actOn(id, key), body: { plan } };
  return answer(api.POST("/api/v1/cases/{case_id}/plans", request));
}

export function tickPlan(api: Api, key: string, id: string, plan: PlanKey, no: number) {
  const params = { path: { case_id: id, plan }, header: { "Idempotency-Key": key } };
  return answer(api.POST("/api/v1/cases/{case_id}/plans/{plan}/ticks", { params, body: { no } }));
}

export function drillList(api: Api, communityId: string) {
  const query = { community_id: [communityId] };
  return queryOptions({
    queryKey: ["drills", query],
    queryFn: ({ signal }) => body(api.GET("/api/v1/drills", { params: { query }, signal })),
  });
}

export function recordDrill(api: Api, key: string, communityId: string, given: Schemas["DrillIn"]) {
  const params = { path: { community_id: communityId }, header: { "Idempotency-Key": key } };
  return answer(api.POST("/api/v1/communities/{community_id}/drills", { params, body: given }));
}

/** By which means help was given: hotline, remotely, on site. */
export function caseLadder(api: Api, id: string) {
  return queryOptions({
    queryKey: ["cases", id, "ladder"],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/cases/{case_id}/ladder", { params: ofCase(id), signal })),
  });
}

export function climbLadder(api: Api, key: string, id: string, given: Schemas["RungIn"]) {
  const request = { params: actOn(id, key), body: given };
  return answer(api.POST("/api/v1/cases/{case_id}/ladder", request));
}

/** Whether what is being asked is confidential. */
export function confidentialSubjects(api: Api, communityId: string, words: string) {
  const query = { community_id: communityId, words };
  return queryOptions({
    queryKey: ["confidential", query],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/inquiries/confidential", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}
