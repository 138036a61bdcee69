import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Api } from "./client.ts";
import { answer, body } from "./problem.ts";
import type { components, paths } from "./schema.gen.ts";
import type { CorrectiveOut, DrawOut, EnrolledRow, QuarterOut } from "./types.ts";

type Schemas = components["schemas"];

export type CallbackQuery = NonNullable<paths["/api/v1/callbacks"]["get"]["parameters"]["query"]>;
export type DrawQuery = NonNullable<paths["/api/v1/callback-draws"]["get"]["parameters"]["query"]>;

const MOST_ROWS = 100;

export function callbackList(api: Api, query: CallbackQuery) {
  return queryOptions({
    queryKey: ["callbacks", "list", query],
    queryFn: ({ signal }) => body(api.GET("/api/v1/callbacks", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** Reasons why something cannot be done come in the reader's language: it is part of the question. */
export function callbackById(api: Api, id: string, language: string) {
  return queryOptions({
    queryKey: ["callbacks", id, language],
    queryFn: ({ signal }) =>
      body(
        api.GET("/api/v1/callbacks/{callback_id}", {
          params: { path: { callback_id: id } },
          signal,
        }),
      ),
  });
}

export function drawList(api: Api, query: DrawQuery) {
  return queryOptions({
    queryKey: ["callbacks", "draws", query],
    queryFn: ({ signal }) => body(api.GET("/api/v1/callback-draws", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function drawById(api: Api, id: string) {
  return queryOptions({
    queryKey: ["callbacks", "draw", id],
    queryFn: ({ signal }): Promise<DrawOut> =>
      body(
        api.GET("/api/v1/callback-draws/{draw_id}", { params: { path: { draw_id: id } }, signal }),
      ),
  });
}

/** All rows of a draw, however many pages they fill: a part of them proves nothing. */
export function drawRows(api: Api, id: string) {
  return queryOptions({
    queryKey: ["callbacks", "draw", id, "rows"],
    queryFn: async ({ signal }) => {
      const rows: EnrolledRow[] = [];
      let cursor: string | null | undefined;
      do {
        const query = { limit: MOST_ROWS, ...(cursor ? { cursor } : {}) };
        const params = { path: { draw_id: id }, query };
        const page = await body(
          api.GET("/api/v1/callback-draws/{draw_id}/rows", { params, signal }),
        );
        rows.push(...page.data);
        cursor = page.next_cursor;
      } while (cursor);
      return rows;
    },
  });
}

function about(id: string, key: string) {
  return { params: { path: { callback_id: id }, header: { "Idempotency-Key": key } } };
}

export function assignCallback(api: Api, key: string, id: string, given: Schemas["AssignIn"]) {
  return answer(
    api.POST("/api/v1/callbacks/{callback_id}/assign", { ...about(id, key), body: given }),
  );
}

/** The number to call, in full. That it was shown is written down, each time. */
export function revealCallbackPhone(api: Api, id: string) {
  return body(
    api.POST("/api/v1/callbacks/{callback_id}/reveal", {
      params: { path: { callback_id: id } },
      body: { reason: "call_back" },
    }),
  );
}

export function attemptCallback(api: Api, key: string, id: string, given: Schemas["AttemptIn"]) {
  return answer(
    api.POST("/api/v1/callbacks/{callback_id}/attempt", { ...about(id, key), body: given }),
  );
}

/** What was said: the first time, or to somebody else who asked again. */
export function recordCallback(
  api: Api,
  key: string,
  id: string,
  verb: "record" | "second_opinion",
  given: Schemas["CallbackAnswerIn"],
) {
  const request = { ...about(id, key), body: given };
  return verb === "record"
    ? answer(api.POST("/api/v1/callbacks/{callback_id}/record", request))
    : answer(api.POST("/api/v1/callbacks/{callback_id}/second-opinion", request));
}

/** What was suggested in a record becomes a case of its own. */
export function suggestFromCallback(
  api: Api,
  key: string,
  id: string,
  given: Schemas["SuggestIn"],
) {
  return answer(
    api.POST("/api/v1/callbacks/{callback_id}/suggest", { ...about(id, key), body: given }),
  );
}

export function reviewCallback(
  api: Api,
  key: string,
  id: string,
  given: Schemas["CallbackReviewIn"],
) {
  return answer(
    api.POST("/api/v1/callbacks/{callback_id}/review", { ...about(id, key), body: given }),
  );
}

/** The numbered form as a page to print, with its PDF. */
export function callbackPaperUrl(id: string): string {
  return `/api/v1/callbacks/${id}/paper`;
}

export function callbackQuarter(api: Api, communityId: string, quarter: string) {
  return queryOptions({
    queryKey: ["callbacks", "quarter", communityId, quarter],
    queryFn: ({ signal }): Promise<QuarterOut> =>
      body(
        api.GET("/api/v1/callback-quarter", {
          params: { query: { community_id: communityId, quarter } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    enabled: communityId !== "",
  });
}

export function fileQuarter(api: Api, key: string, given: Schemas["FileIn"]) {
  return answer(
    api.POST("/api/v1/callback-quarter/file", {
      params: { header: { "Idempotency-Key": key } },
      body: given,
    }),
  );
}

/** The quarter as it was filed, with the numbered pages of its archive. */
export function quarterPaperUrl(communityId: string, quarter: string): string {
  return `/api/v1/callback-quarter/paper?community_id=${communityId}&quarter=${quarter}`;
}

/** What is done about what came up again and again, a case among it. */
export function correctiveOfCase(api: Api, caseId: string) {
  return queryOptions({
    queryKey: ["callbacks", "corrective", "case", caseId],
    queryFn: ({ signal }) =>
      body(
        api.GET("/api/v1/callback-corrective-actions", {
          params: { query: { case_id: caseId } },
          signal,
        }),
      ),
  });
}

export function correctiveById(api: Api, id: string, language: string) {
  return queryOptions({
    queryKey: ["callbacks", "corrective", id, language],
    queryFn: ({ signal }): Promise<CorrectiveOut> =>
      body(
        api.GET("/api/v1/callback-corrective-actions/{corrective_id}", {
          params: { path: { corrective_id: id } },
          signal,
        }),
      ),
  });
}

export type CorrectiveGiven = Schemas["CorrectiveDecideIn"] &
  Schemas["CarryOutIn"] &
  Schemas["FollowUpIn"];

/** Says something to a corrective action: of what is given, what belongs to the verb. */
export function sayCorrective(
  api: Api,
  key: string,
  id: string,
  verb: Schemas["CorrectiveVerb"],
  given: CorrectiveGiven,
) {
  const params = { path: { corrective_id: id }, header: { "Idempotency-Key": key } };
  const path = "/api/v1/callback-corrective-actions/{corrective_id}" as const;
  const { measure, responsible_id, until, done, effective, finding } = given;
  if (verb === "decide")
    return answer(api.POST(`${path}/decide`, { params, body: { measure, responsible_id, until } }));
  if (verb === "carry_out")
    return answer(api.POST(`${path}/carry-out`, { params, body: { done } }));
  return answer(api.POST(`${path}/follow-up`, { params, body: { effective, finding } }));
}
