import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Api } from "./client.ts";
import { ApiProblem, answer, body } from "./problem.ts";
import type { components, paths } from "./schema.gen.ts";
import { ofVersion } from "./version.ts";

type Schemas = components["schemas"];
export type StaffQuery = NonNullable<paths["/api/v1/staff"]["get"]["parameters"]["query"]>;

/** Things of one kind that somebody holds, the first of them by name. */
export interface Held {
  kind: string;
  count: number;
  first: { id: string; community_id: string; label: string }[];
}

export function staffList(api: Api, query: StaffQuery) {
  return queryOptions({
    queryKey: ["organisation", "staff", "list", query],
    queryFn: ({ signal }) => body(api.GET("/api/v1/staff", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function staffMember(api: Api, id: string) {
  return queryOptions({
    queryKey: ["organisation", "staff", id],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/staff/{staff_id}", { params: { path: { staff_id: id } }, signal })),
  });
}

export function changeStaff(api: Api, id: string, version: number, given: Schemas["StaffPatch"]) {
  return answer(
    api.PATCH("/api/v1/staff/{staff_id}", {
      params: { path: { staff_id: id }, header: ofVersion(version) },
      body: given,
    }),
  );
}

/** Refused while anything is left in their hands; `heldBy` reads what. */
export function deactivateStaff(api: Api, key: string, id: string, given: Schemas["LeaveIn"]) {
  return answer(
    api.POST("/api/v1/staff/{staff_id}/deactivate", {
      params: { path: { staff_id: id }, header: { "Idempotency-Key": key } },
      body: given,
    }),
  );
}

export function reactivateStaff(api: Api, key: string, id: string) {
  return answer(
    api.POST("/api/v1/staff/{staff_id}/reactivate", {
      params: { path: { staff_id: id }, header: { "Idempotency-Key": key } },
    }),
  );
}

export function handOver(api: Api, key: string, id: string, given: Schemas["HandOverIn"]) {
  return answer(
    api.POST("/api/v1/staff/{staff_id}/hand-over", {
      params: { path: { staff_id: id }, header: { "Idempotency-Key": key } },
      body: given,
    }),
  );
}

/** What a leaver still holds, as the refusal lists it; undefined for any other error. */
export function heldBy(error: unknown): Held[] | undefined {
  const refused = error instanceof ApiProblem && error.code === "people.still_holds";
  return refused ? (error.more.holds as Held[]) : undefined;
}
