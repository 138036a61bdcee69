import { queryOptions } from "@tanstack/react-query";
import type { Api } from "./client.ts";
import { answer, body } from "./problem.ts";
import type { components } from "./schema.gen.ts";

type Schemas = components["schemas"];
export type SortingTable = Schemas["SortingOut"];
export type SortingRule = Schemas["SortingRuleOut"];
export type SortingRuleIn = Schemas["SortingRuleIn"];

/** The table in force: the community's own, or the one that comes with the house. */
export function sortingRules(api: Api, communityId: string) {
  const params = { path: { community_id: communityId } };
  return queryOptions({
    queryKey: ["sorting-rules", communityId],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/communities/{community_id}/sorting-rules", { params, signal })),
  });
}

/** Replaces the whole table; without lines the one of the house is in force again. */
export function writeSortingRules(
  api: Api,
  communityId: string,
  version: number,
  rules: SortingRuleIn[],
) {
  const params = {
    path: { community_id: communityId },
    header: { "If-Match": `"v${version}"` },
  };
  return answer(
    api.PUT("/api/v1/communities/{community_id}/sorting-rules", { params, body: { rules } }),
  );
}
