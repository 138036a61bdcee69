import { queryOptions } from "@tanstack/react-query";
import type { Api } from "./client.ts";
import { answer, body } from "./problem.ts";
import type { components, paths } from "./schema.gen.ts";

type Schemas = components["schemas"];
export type SlipOut = Schemas["SlipOut"];
export type WorkOrderOut = Schemas["WorkOrderOut"];

/** The slips of a complaint, the latest round first. For staff alone. */
export function caseSlips(api: Api, id: string) {
  return queryOptions({
    queryKey: ["cases", id, "slips"],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/cases/{case_id}/slips", { params: { path: { case_id: id } }, signal })),
  });
}

type SlipPath = keyof paths & `/api/v1/cases/{case_id}/slip/${string}`;
export type SlipVerb = SlipPath extends `/api/v1/cases/{case_id}/slip/${infer Verb}` ? Verb : never;

/** Opens the slip of the round the complaint is in. */
export function openSlip(api: Api, key: string, id: string) {
  const params = { path: { case_id: id }, header: { "Idempotency-Key": key } };
  return answer(api.POST("/api/v1/cases/{case_id}/slips", { params, body: {} }));
}

/** Says a verb to the slip; the version tells which amounts the approver has seen. */
export function actOnSlip(
  api: Api,
  key: string,
  id: string,
  said: { verb: SlipVerb; body: object; version: number },
) {
  const ifMatch = ["approve-amount", "close"].includes(said.verb)
    ? { "If-Match": `"v${said.version}"` }
    : {};
  const header = { "Idempotency-Key": key, ...ifMatch };
  const request = { params: { path: { case_id: id }, header }, body: said.body };
  const call = api.POST(`/api/v1/cases/{case_id}/slip/${said.verb}` as never, request as never);
  return answer(call as Promise<{ data?: unknown; error?: unknown; response: Response }>);
}

/** The work order of a repair. */
export function workOrder(api: Api, id: string) {
  return queryOptions({
    queryKey: ["cases", id, "work-order"],
    queryFn: ({ signal }) =>
      body(
        api.GET("/api/v1/cases/{case_id}/work-order", {
          params: { path: { case_id: id } },
          signal,
        }),
      ),
  });
}

export function recordMaterial(api: Api, key: string, id: string, material: Schemas["MaterialIn"]) {
  const params = { path: { case_id: id }, header: { "Idempotency-Key": key } };
  return answer(api.POST("/api/v1/cases/{case_id}/materials", { params, body: material }));
}

/** What became of the fee on the job. */
export function sayFee(api: Api, key: string, id: string, said: Schemas["FeeIn"]) {
  const params = { path: { case_id: id }, header: { "Idempotency-Key": key } };
  return answer(api.POST("/api/v1/cases/{case_id}/fees", { params, body: said }));
}

/** Somebody received what the collector handed in. */
export function handInFee(api: Api, key: string, id: string, no: number) {
  const params = { path: { case_id: id, no }, header: { "Idempotency-Key": key } };
  return answer(api.POST("/api/v1/cases/{case_id}/fees/{no}/hand-in", { params, body: {} }));
}

export function tickVisit(api: Api, id: string, ticks: Schemas["TicksIn"]["ticks"]) {
  const params = { path: { case_id: id } };
  return answer(api.POST("/api/v1/cases/{case_id}/visit-checks", { params, body: { ticks } }));
}

/** What was found at the home of a warranty defect. */
export function judgeWarranty(api: Api, key: string, id: string, found: Schemas["WarrantyIn"]) {
  const params = { path: { case_id: id }, header: { "Idempotency-Key": key } };
  return answer(api.POST("/api/v1/cases/{case_id}/judge-warranty", { params, body: found }));
}

/** Which post receives which copy of a closed slip. */
export function slipCopies(api: Api, communityId: string) {
  return queryOptions({
    queryKey: ["slip-copies", communityId],
    queryFn: ({ signal }) =>
      body(
        api.GET("/api/v1/communities/{community_id}/slip-copies", {
          params: { path: { community_id: communityId } },
          signal,
        }),
      ),
  });
}

export function addressSlips(api: Api, id: string, copies: Schemas["AddresseesIn"]["copies"]) {
  const params = { path: { community_id: id } };
  const request = { params, body: { copies } };
  return answer(api.PUT("/api/v1/communities/{community_id}/slip-copies", request));
}

/** The departments of a community, to be asked for their signature. */
export function departmentsOf(api: Api, communityId: string) {
  const query = { community_id: [communityId], limit: 100 };
  return queryOptions({
    queryKey: ["departments", query],
    queryFn: ({ signal }) => body(api.GET("/api/v1/departments", { params: { query }, signal })),
  });
}
