import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Api } from "./client.ts";
import { answer, body } from "./problem.ts";
import type { components, paths } from "./schema.gen.ts";

type Schemas = components["schemas"];
export type GrantQuery = NonNullable<paths["/api/v1/grants"]["get"]["parameters"]["query"]>;

export function roleList(api: Api) {
  return queryOptions({
    queryKey: ["access", "roles"],
    queryFn: ({ signal }) => body(api.GET("/api/v1/roles", { signal })),
    staleTime: Number.POSITIVE_INFINITY, // they change with a new version of the program alone
  });
}

export function grantList(api: Api, query: GrantQuery) {
  return queryOptions({
    queryKey: ["access", "grants", query],
    queryFn: ({ signal }) => body(api.GET("/api/v1/grants", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function addGrant(api: Api, key: string, given: Schemas["GrantIn"]) {
  const params = { header: { "Idempotency-Key": key } };
  return answer(api.POST("/api/v1/grants", { params, body: given }));
}

export function endGrant(api: Api, key: string, id: string) {
  const params = { path: { grant_id: id }, header: { "Idempotency-Key": key } };
  return answer(api.POST("/api/v1/grants/{grant_id}/end", { params }));
}

export function addStaff(api: Api, key: string, given: Schemas["StaffIn"]) {
  const params = { header: { "Idempotency-Key": key } };
  return answer(api.POST("/api/v1/staff", { params, body: given }));
}

/** The secret is told once. `username` is for somebody who has none yet. */
export function makeSignInLink(api: Api, staffId: string, username: string | undefined) {
  return answer(
    api.POST("/api/v1/staff/{staff_id}/sign-in-link", {
      params: { path: { staff_id: staffId } },
      body: username ? { username } : {},
    }),
  );
}

export function applySignInLink(api: Api, token: string, password: string) {
  return answer(api.POST("/api/v1/sign-in-links/use", { body: { token, password } }));
}
