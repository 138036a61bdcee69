import { queryOptions } from "@tanstack/react-query";
import type { Api } from "./client.ts";
import { answer, body } from "./problem.ts";
import type { components } from "./schema.gen.ts";

const PACKS_FRESH_MS = 600_000;
const HISTORY_ROWS = 50;

type Override = components["schemas"]["StandardOverrideIn"];
type Release = components["schemas"]["StandardReleaseIn"];
type Adoption = components["schemas"]["StandardAdoptIn"];

export function standardList(api: Api, communityId: string, language: string) {
  return queryOptions({
    queryKey: ["standards", communityId, "list", language],
    queryFn: ({ signal }) =>
      body(
        api.GET("/api/v1/communities/{community_id}/standards", {
          params: { path: { community_id: communityId } },
          signal,
        }),
      ),
  });
}

export function catalogue(api: Api, language: string) {
  return queryOptions({
    queryKey: ["catalogue", language],
    queryFn: ({ signal }) => body(api.GET("/api/v1/catalogue", { signal })),
    staleTime: PACKS_FRESH_MS,
  });
}

export function standardPacks(api: Api, language: string) {
  return queryOptions({
    queryKey: ["standards", "packs", language],
    queryFn: ({ signal }) => body(api.GET("/api/v1/standards/packs", { signal })),
    staleTime: PACKS_FRESH_MS,
  });
}

export function comparePacks(api: Api, a: string, b: string, language: string) {
  return queryOptions({
    queryKey: ["standards", "compare", a, b, language],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/standards/compare", { params: { query: { a, b } }, signal })),
  });
}

export function previewPack(api: Api, communityId: string, pack: string, language: string) {
  return queryOptions({
    queryKey: ["standards", communityId, "preview", pack, language],
    queryFn: ({ signal }) =>
      body(
        api.GET("/api/v1/communities/{community_id}/standards/preview", {
          params: { path: { community_id: communityId }, query: { pack } },
          signal,
        }),
      ),
  });
}

export function standardHistory(api: Api, communityId: string, language: string) {
  return queryOptions({
    queryKey: ["standards", communityId, "history", language],
    queryFn: ({ signal }) =>
      body(
        api.GET("/api/v1/communities/{community_id}/standards/history", {
          params: { path: { community_id: communityId }, query: { limit: HISTORY_ROWS } },
          signal,
        }),
      ),
  });
}

export function overrideStandard(api: Api, communityId: string, key: string, given: Override) {
  return answer(
    api.PUT("/api/v1/communities/{community_id}/standards/{key}", {
      params: { path: { community_id: communityId, key } },
      body: given,
    }),
  );
}

/** Follows the pack again. */
export function releaseStandard(
  api: Api,
  key: string,
  communityId: string,
  standard: string,
  given: Release,
) {
  return answer(
    api.POST("/api/v1/communities/{community_id}/standards/{key}/release", {
      params: {
        path: { community_id: communityId, key: standard },
        header: { "Idempotency-Key": key },
      },
      body: given,
    }),
  );
}

export function adoptPack(api: Api, key: string, communityId: string, given: Adoption) {
  return answer(
    api.POST("/api/v1/communities/{community_id}/standards/adopt", {
      params: { path: { community_id: communityId }, header: { "Idempotency-Key": key } },
      body: given,
    }),
  );
}

/** What each standard may hold: its kind, its units, its limits. */
export function standardKeys(api: Api, language: string) {
  return queryOptions({
    queryKey: ["standards", "keys", language],
    queryFn: ({ signal }) => body(api.GET("/api/v1/standards/keys", { signal })),
    staleTime: PACKS_FRESH_MS,
  });
}
