import type { CaseListQuery } from "@shouwen/api/cases.ts";
import { body } from "@shouwen/api/problem.ts";
import type { CaseRow } from "@shouwen/api/types.ts";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "../../shell/api.ts";

/** The first pages of a list of cases as one. */
export function casePages(query: CaseListQuery, pages: number) {
  return queryOptions({
    queryKey: ["cases", "list", "pages", query, pages],
    queryFn: async ({ signal }) => {
      const rows: CaseRow[] = [];
      let next: string | null = "";
      for (let page = 0; page < pages && next !== null; page += 1) {
        const asked: CaseListQuery = { ...query, ...(next && { cursor: next }) };
        const got = await body(api.GET("/api/v1/cases", { params: { query: asked }, signal }));
        rows.push(...got.data);
        next = got.next_cursor;
      }
      return { rows, hasMore: next !== null };
    },
    placeholderData: keepPreviousData,
  });
}
