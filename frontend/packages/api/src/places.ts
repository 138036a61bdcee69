import { queryOptions } from "@tanstack/react-query";
import type { Api } from "./client.ts";
import { body } from "./problem.ts";

const PLACES_FRESH_MS = 5 * 60_000;
const MOST = 100;
const SUGGESTIONS = 20;

export function communityList(api: Api) {
  return queryOptions({
    queryKey: ["communities"],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/communities", { params: { query: { limit: MOST } }, signal })),
    staleTime: PLACES_FRESH_MS,
  });
}

export function zoneList(api: Api, communityId: string) {
  const query = { community_id: [communityId], limit: MOST };
  return queryOptions({
    queryKey: ["zones", communityId],
    queryFn: ({ signal }) => body(api.GET("/api/v1/zones", { params: { query }, signal })),
    staleTime: PLACES_FRESH_MS,
  });
}

export function buildingList(api: Api, communityId: string) {
  const query = { community_id: [communityId], limit: MOST };
  return queryOptions({
    queryKey: ["buildings", communityId],
    queryFn: ({ signal }) => body(api.GET("/api/v1/buildings", { params: { query }, signal })),
    staleTime: PLACES_FRESH_MS,
  });
}

export function unitSearch(api: Api, communityId: string, q: string) {
  const query = { community_id: [communityId], q, limit: SUGGESTIONS };
  return queryOptions({
    queryKey: ["units", query],
    queryFn: ({ signal }) => body(api.GET("/api/v1/units", { params: { query }, signal })),
    staleTime: PLACES_FRESH_MS,
    enabled: q.length > 0,
  });
}
