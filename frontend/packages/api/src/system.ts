import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Api } from "./client.ts";
import { body } from "./problem.ts";
import type { paths } from "./schema.gen.ts";

export type JournalQuery = NonNullable<paths["/api/v1/journal"]["get"]["parameters"]["query"]>;

export function systemHealth(api: Api) {
  return queryOptions({
    queryKey: ["system", "health"],
    queryFn: ({ signal }) => body(api.GET("/api/v1/system/health", { signal })),
  });
}

export function journalSearch(api: Api, query: JournalQuery) {
  return queryOptions({
    queryKey: ["system", "journal", query],
    queryFn: ({ signal }) => body(api.GET("/api/v1/journal", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}
