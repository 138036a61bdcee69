import { queryOptions } from "@tanstack/react-query";
import type { Api } from "./client.ts";
import { body } from "./problem.ts";
import type { RevealReason } from "./types.ts";

const PEOPLE_FRESH_MS = 60_000;
const SUGGESTIONS = 20;

/** Without a community everybody in reach, those about to begin included. */
export function staffSearch(api: Api, communityId: string | undefined, q: string) {
  const query = {
    ...(communityId ? { community_id: [communityId] } : {}),
    limit: SUGGESTIONS,
    ...(q ? { q } : {}),
  };
  return queryOptions({
    queryKey: ["staff", query],
    queryFn: ({ signal }) => body(api.GET("/api/v1/staff", { params: { query }, signal })),
    staleTime: PEOPLE_FRESH_MS,
  });
}

export function postSearch(api: Api, communityId: string, q: string) {
  const query = { community_id: [communityId], limit: SUGGESTIONS, ...(q ? { q } : {}) };
  return queryOptions({
    queryKey: ["posts", query],
    queryFn: ({ signal }) => body(api.GET("/api/v1/posts", { params: { query }, signal })),
    staleTime: PEOPLE_FRESH_MS,
  });
}

/** All to whom a phone belongs, with what the desk should know of them. */
export function callers(api: Api, communityId: string, phone: string) {
  const query = { community_id: [communityId], phone };
  return queryOptions({
    queryKey: ["callers", query],
    queryFn: ({ signal }) => body(api.GET("/api/v1/callers", { params: { query }, signal })),
    staleTime: PEOPLE_FRESH_MS,
  });
}

/** People, units and cases in one ranked list: by name, initials, last four digits, unit or number. */
export function searchEverything(api: Api, communityId: string | undefined, q: string) {
  const query = {
    ...(communityId ? { community_id: [communityId] } : {}),
    limit: SUGGESTIONS,
    q,
  };
  return queryOptions({
    queryKey: ["search", query],
    queryFn: ({ signal }) => body(api.GET("/api/v1/search", { params: { query }, signal })),
    enabled: q.length > 0,
  });
}

/** Who lives in a unit, what is open there, and what was promised. */
export function unitDossier(api: Api, unitId: string) {
  return queryOptions({
    queryKey: ["cases", "dossier", unitId],
    queryFn: ({ signal }) =>
      body(
        api.GET("/api/v1/units/{unit_id}/dossier", {
          params: { path: { unit_id: unitId } },
          signal,
        }),
      ),
  });
}

/** The number in full; that it was asked for, and why, stays in the journal. */
export function revealPhone(api: Api, residentId: string, reason: RevealReason, phoneId?: string) {
  return body(
    api.POST("/api/v1/residents/{resident_id}/reveal", {
      params: { path: { resident_id: residentId } },
      body: { reason, ...(phoneId ? { phone_id: phoneId } : {}) },
    }),
  );
}

export function residentById(api: Api, id: string) {
  return queryOptions({
    queryKey: ["residents", id],
    queryFn: ({ signal }) =>
      body(
        api.GET("/api/v1/residents/{resident_id}", {
          params: { path: { resident_id: id } },
          signal,
        }),
      ),
  });
}
