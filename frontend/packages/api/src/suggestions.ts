import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Api } from "./client.ts";
import { answer, body } from "./problem.ts";
import type { components, paths } from "./schema.gen.ts";

type Schemas = components["schemas"];
export type SuggestionOut = Schemas["SuggestionOut"];
export type SuggestionVerb = Schemas["SuggestionVerb"];

/** What became of a suggestion. */
export function caseSuggestion(api: Api, id: string) {
  return queryOptions({
    queryKey: ["cases", id, "suggestion"],
    queryFn: ({ signal }) =>
      body(
        api.GET("/api/v1/cases/{case_id}/suggestion", {
          params: { path: { case_id: id } },
          signal,
        }),
      ),
  });
}

/** Says a verb to a suggestion. */
export function actOnSuggestion(
  api: Api,
  key: string,
  id: string,
  verb: SuggestionVerb,
  said: object,
) {
  const params = { path: { case_id: id }, header: { "Idempotency-Key": key } };
  const request = { params, body: said } as never;
  const call = api.POST(`/api/v1/cases/{case_id}/suggestion/${verb}` as never, request);
  return answer(call as Promise<{ data?: unknown; error?: unknown; response: Response }>);
}

export type PublishedQuery = NonNullable<
  paths["/api/v1/suggestions/published"]["get"]["parameters"]["query"]
>;

/** What was published, in words for everybody. */
export function publishedSuggestions(api: Api, query: PublishedQuery) {
  return queryOptions({
    queryKey: ["published", query],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/suggestions/published", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}
