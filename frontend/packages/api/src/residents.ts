import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Api } from "./client.ts";
import { ApiProblem, answer, body } from "./problem.ts";
import type { components, paths } from "./schema.gen.ts";
import { ofVersion } from "./version.ts";

type Schemas = components["schemas"];
export type ResidentQuery = NonNullable<paths["/api/v1/residents"]["get"]["parameters"]["query"]>;

const SUGGESTIONS = 20;
const keyed = (key: string) => ({ "Idempotency-Key": key });

export function residentList(api: Api, query: ResidentQuery) {
  return queryOptions({
    queryKey: ["residents", "list", query],
    queryFn: ({ signal }) => body(api.GET("/api/v1/residents", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** Those to choose from, found by name, unit or phone. */
export function residentSearch(api: Api, communityId: string, q: string) {
  return {
    ...residentList(api, { community_id: [communityId], limit: SUGGESTIONS, ...(q ? { q } : {}) }),
    enabled: q.length > 0,
  };
}

export function addResident(api: Api, key: string, given: Schemas["ResidentIn"]) {
  return answer(api.POST("/api/v1/residents", { params: { header: keyed(key) }, body: given }));
}

export function changeResident(
  api: Api,
  id: string,
  version: number,
  given: Schemas["ResidentPatch"],
) {
  return answer(
    api.PATCH("/api/v1/residents/{resident_id}", {
      params: { path: { resident_id: id }, header: ofVersion(version) },
      body: given,
    }),
  );
}

export function voidResident(api: Api, key: string, id: string, given: Schemas["VoidIn"]) {
  return answer(
    api.POST("/api/v1/residents/{resident_id}/void", {
      params: { path: { resident_id: id }, header: keyed(key) },
      body: given,
    }),
  );
}

/** The record goes into another; what it brought can be taken back out again. */
export function mergeResident(api: Api, key: string, id: string, intoId: string) {
  return answer(
    api.POST("/api/v1/residents/{resident_id}/merge", {
      params: { path: { resident_id: id }, header: keyed(key) },
      body: { into_id: intoId },
    }),
  );
}

export function undoMerge(api: Api, key: string, id: string) {
  return answer(
    api.POST("/api/v1/residents/{resident_id}/undo-merge", {
      params: { path: { resident_id: id }, header: keyed(key) },
    }),
  );
}

export function moveIn(api: Api, key: string, given: Schemas["HouseholdIn"]) {
  return answer(api.POST("/api/v1/households", { params: { header: keyed(key) }, body: given }));
}

export function changeHousehold(
  api: Api,
  id: string,
  version: number,
  given: Schemas["HouseholdPatch"],
) {
  return answer(
    api.PATCH("/api/v1/households/{household_id}", {
      params: { path: { household_id: id }, header: ofVersion(version) },
      body: given,
    }),
  );
}

export function moveOut(api: Api, key: string, id: string, given: Schemas["MoveOutIn"]) {
  return answer(
    api.POST("/api/v1/households/{household_id}/move-out", {
      params: { path: { household_id: id }, header: keyed(key) },
      body: given,
    }),
  );
}

export function addMember(api: Api, key: string, id: string, given: Schemas["MemberIn"]) {
  return answer(
    api.POST("/api/v1/households/{household_id}/members", {
      params: { path: { household_id: id }, header: keyed(key) },
      body: given,
    }),
  );
}

interface MemberOf {
  householdId: string;
  residentId: string;
}

/** The version is that of the household. */
export function changeMember(
  api: Api,
  { householdId, residentId }: MemberOf,
  version: number,
  given: Schemas["MemberPatch"],
) {
  return answer(
    api.PATCH("/api/v1/households/{household_id}/members/{resident_id}", {
      params: {
        path: { household_id: householdId, resident_id: residentId },
        header: ofVersion(version),
      },
      body: given,
    }),
  );
}

export function removeMember(api: Api, key: string, { householdId, residentId }: MemberOf) {
  return answer(
    api.POST("/api/v1/households/{household_id}/members/{resident_id}/leave", {
      params: {
        path: { household_id: householdId, resident_id: residentId },
        header: keyed(key),
      },
      body: {},
    }),
  );
}

/** Whose the phone is already, as the refusal names them; undefined for any other error. */
export function phoneKnownTo(error: unknown): { id: string; name: string }[] | undefined {
  const refused = error instanceof ApiProblem && error.code === "people.phone_known";
  return refused ? (error.more.residents as { id: string; name: string }[]) : undefined;
}
