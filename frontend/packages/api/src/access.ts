import { queryOptions } from "@tanstack/react-query";
import type { Api } from "./client.ts";
import { answer, body } from "./problem.ts";
import type { MeOut } from "./types.ts";

const PERSON_FRESH_MS = 60_000;

export function me(api: Api) {
  return queryOptions({
    queryKey: ["me"],
    queryFn: ({ signal }) => body(api.GET("/api/v1/me", { signal })),
    staleTime: PERSON_FRESH_MS,
    retry: false,
  });
}

export function signIn(api: Api, username: string, password: string) {
  return answer(api.POST("/api/v1/sessions", { body: { username, password } }));
}

export function signOut(api: Api) {
  return answer(api.DELETE("/api/v1/sessions/current", {}));
}

export interface FirstAdministrator {
  token: string;
  name: string;
  username: string;
  password: string;
}

export function setUp(api: Api, administrator: FirstAdministrator) {
  return answer(api.POST("/api/v1/setup", { body: administrator }));
}

/** Whether the reader holds a permission anywhere; how far it reaches is the server's to say. */
export function holds(person: MeOut, permission: string): boolean {
  return person.grants.some((grant) => grant.permissions.some(({ name }) => name === permission));
}

/** Whether the reader holds a permission for the whole of a community, not for parts of it alone. */
export function holdsFor(person: MeOut, permission: string, communityId: string): boolean {
  const covering = person.grants.filter(
    ({ community_id, zone_ids, department_ids }) =>
      (!community_id || community_id === communityId) &&
      zone_ids.length === 0 &&
      department_ids.length === 0,
  );
  return holds({ ...person, grants: covering }, permission);
}

/** Whether the reader holds a permission for the whole company. */
export function holdsEverywhere(person: MeOut, permission: string): boolean {
  return holds(
    { ...person, grants: person.grants.filter((grant) => !grant.community_id) },
    permission,
  );
}
