import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Api } from "./client.ts";
import { answer, body } from "./problem.ts";
import type { components } from "./schema.gen.ts";
import { ofVersion } from "./version.ts";

type Schemas = components["schemas"];

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

export function zoneById(api: Api, id: string) {
  return queryOptions({
    queryKey: ["zones", "one", id],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/zones/{zone_id}", { params: { path: { zone_id: id } }, signal })),
  });
}

export function buildingsOf(api: Api, zoneId: string) {
  const query = { zone_id: [zoneId], limit: MOST };
  return queryOptions({
    queryKey: ["zones", "buildings", zoneId],
    queryFn: ({ signal }) => body(api.GET("/api/v1/buildings", { params: { query }, signal })),
  });
}

export function addZone(api: Api, key: string, given: Schemas["ZoneIn"]) {
  return answer(
    api.POST("/api/v1/zones", { params: { header: { "Idempotency-Key": key } }, body: given }),
  );
}

export function renameZone(api: Api, id: string, version: number, name: string) {
  return answer(
    api.PATCH("/api/v1/zones/{zone_id}", {
      params: { path: { zone_id: id }, header: ofVersion(version) },
      body: { name },
    }),
  );
}

/** The whole card of a zone; its version is the zone's. */
export function writeCard(api: Api, id: string, version: number, facts: Schemas["ZoneFactIn"][]) {
  return answer(
    api.PATCH("/api/v1/zones/{zone_id}/facts", {
      params: { path: { zone_id: id }, header: ofVersion(version) },
      body: { facts },
    }),
  );
}

export function addBuilding(api: Api, key: string, given: Schemas["BuildingIn"]) {
  return answer(
    api.POST("/api/v1/buildings", { params: { header: { "Idempotency-Key": key } }, body: given }),
  );
}

export function renameBuilding(api: Api, id: string, version: number, name: string) {
  return answer(
    api.PATCH("/api/v1/buildings/{building_id}", {
      params: { path: { building_id: id }, header: ofVersion(version) },
      body: { name },
    }),
  );
}

export function addUnit(api: Api, key: string, given: Schemas["UnitIn"]) {
  return answer(
    api.POST("/api/v1/units", { params: { header: { "Idempotency-Key": key } }, body: given }),
  );
}

/** The units of a building, page after page. */
export function unitsOf(api: Api, buildingId: string) {
  return infiniteQueryOptions({
    queryKey: ["units", "of", buildingId],
    queryFn: ({ pageParam: cursor, signal }) => {
      const query = { building_id: [buildingId], limit: MOST, ...(cursor ? { cursor } : {}) };
      return body(api.GET("/api/v1/units", { params: { query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });
}

export function changeUnit(api: Api, id: string, version: number, given: Schemas["UnitPatch"]) {
  return answer(
    api.PATCH("/api/v1/units/{unit_id}", {
      params: { path: { unit_id: id }, header: ofVersion(version) },
      body: given,
    }),
  );
}
