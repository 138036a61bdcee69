import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Api } from "./client.ts";
import { answer, body } from "./problem.ts";
import type { paths } from "./schema.gen.ts";
import type { ChainStepIn, RenovationIn, RenovationPatch, RenovationVerb } from "./types.ts";
import { ofVersion } from "./version.ts";

export type RenovationQuery = NonNullable<
  paths["/api/v1/renovations"]["get"]["parameters"]["query"]
>;

export function renovationList(api: Api, query: RenovationQuery, language: string) {
  return queryOptions({
    queryKey: ["renovations", "list", query, language],
    queryFn: ({ signal }) => body(api.GET("/api/v1/renovations", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** Reasons why something cannot be done come in the reader's language: it is part of the question. */
export function renovationById(api: Api, id: string, language: string) {
  return queryOptions({
    queryKey: ["renovations", id, language],
    queryFn: ({ signal }) =>
      body(
        api.GET("/api/v1/renovations/{renovation_id}", {
          params: { path: { renovation_id: id } },
          signal,
        }),
      ),
  });
}

export function depositOf(api: Api, id: string) {
  return queryOptions({
    queryKey: ["renovations", id, "deposit"],
    queryFn: ({ signal }) =>
      body(
        api.GET("/api/v1/renovations/{renovation_id}/deposit", {
          params: { path: { renovation_id: id } },
          signal,
        }),
      ),
  });
}

export function siteList(api: Api, communityId: string | undefined) {
  const query = { limit: 100, ...(communityId && { community_id: [communityId] }) };
  return queryOptions({
    queryKey: ["renovations", "sites", communityId],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/renovation-sites", { params: { query }, signal })),
  });
}

export function applyForRenovation(api: Api, key: string, given: RenovationIn) {
  return answer(
    api.POST("/api/v1/renovations", {
      params: { header: { "Idempotency-Key": key } },
      body: given,
    }),
  );
}

export function amendRenovation(api: Api, id: string, version: number, given: RenovationPatch) {
  return answer(
    api.PATCH("/api/v1/renovations/{renovation_id}", {
      params: { path: { renovation_id: id }, header: ofVersion(version) },
      body: given,
    }),
  );
}

export function chainOf(api: Api, communityId: string) {
  return queryOptions({
    queryKey: ["renovations", "chain", communityId],
    queryFn: ({ signal }) =>
      body(
        api.GET("/api/v1/communities/{community_id}/renovation-chain", {
          params: { path: { community_id: communityId } },
          signal,
        }),
      ),
  });
}

export function setChain(api: Api, communityId: string, steps: ChainStepIn[]) {
  return answer(
    api.PUT("/api/v1/communities/{community_id}/renovation-chain", {
      params: { path: { community_id: communityId } },
      body: { steps },
    }),
  );
}

/** Verbs whose path is not their own name. */
const PATH_OF: Partial<Record<RenovationVerb, string>> = {
  add_document: "documents",
  issue_pass: "passes",
};
/** Verbs that carry the version the reader saw. */
const WITH_VERSION: ReadonlySet<RenovationVerb> = new Set([
  "approve",
  "approve_settlement",
  "close",
]);

export interface RenovationAct {
  verb: RenovationVerb;
  body: Record<string, unknown>;
  version: number;
  key: string;
}

/** Takes a step. Answers 412 (`ApiProblem`) when somebody else was faster. */
export function actOnRenovation(api: Api, id: string, act: RenovationAct) {
  const word = PATH_OF[act.verb] ?? act.verb.replaceAll("_", "-");
  const version = WITH_VERSION.has(act.verb) ? ofVersion(act.version) : {};
  // One call for all verbs: the client cannot see a body through a computed path; the server checks each.
  const call = api.POST(
    `/api/v1/renovations/{renovation_id}/${word}` as never,
    {
      params: {
        path: { renovation_id: id },
        header: { "Idempotency-Key": act.key, ...version },
      },
      body: act.body,
    } as never,
  );
  return answer(call as Promise<{ data?: unknown; error?: unknown; response: Response }>);
}

export function returnPass(api: Api, key: string, id: string) {
  return answer(api.POST("/api/v1/renovation-passes/{pass_id}/return", aboutPass(key, id)));
}

export function revokePass(api: Api, key: string, id: string) {
  return answer(api.POST("/api/v1/renovation-passes/{pass_id}/revoke", aboutPass(key, id)));
}

function aboutPass(key: string, id: string) {
  return { params: { path: { pass_id: id }, header: { "Idempotency-Key": key } }, body: {} };
}

export function scanPass(api: Api, communityId: string, token: string) {
  return body(
    api.POST("/api/v1/renovation-passes/scan", { body: { community_id: communityId, token } }),
  );
}

export const sheetUrl = (id: string, sheet: string) => `/api/v1/renovations/${id}/papers/${sheet}`;
export const noticeUrl = (id: string, no: number) =>
  `/api/v1/renovations/${id}/notices/${no}/paper`;
export const passUrl = (id: string) => `/api/v1/renovation-passes/${id}/paper`;
