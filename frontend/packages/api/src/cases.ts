import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Api } from "./client.ts";
import { type Answer, answer, body } from "./problem.ts";
import type { paths } from "./schema.gen.ts";
import type { CaseIn, CaseOut, ContactIn, NoteIn, RevealReason } from "./types.ts";

export type CaseListQuery = NonNullable<paths["/api/v1/cases"]["get"]["parameters"]["query"]>;

export function caseList(api: Api, query: CaseListQuery) {
  return queryOptions({
    queryKey: ["cases", "list", query],
    queryFn: ({ signal }) => body(api.GET("/api/v1/cases", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function caseById(api: Api, id: string) {
  return queryOptions({
    queryKey: ["cases", id, "case"],
    queryFn: ({ signal }) => body(api.GET("/api/v1/cases/{case_id}", of(id, signal))),
  });
}

/** What hangs on a case, each list on its own so that the case itself shows at once. */
export function caseCustody(api: Api, id: string) {
  return queryOptions({
    queryKey: ["cases", id, "custody"],
    queryFn: ({ signal }) => body(api.GET("/api/v1/cases/{case_id}/custody", of(id, signal))),
  });
}

export function caseJournal(api: Api, id: string) {
  return queryOptions({
    queryKey: ["cases", id, "journal"],
    queryFn: ({ signal }) => body(api.GET("/api/v1/cases/{case_id}/journal", of(id, signal))),
  });
}

export function caseNotes(api: Api, id: string) {
  return queryOptions({
    queryKey: ["cases", id, "notes"],
    queryFn: ({ signal }) => body(api.GET("/api/v1/cases/{case_id}/notes", of(id, signal))),
  });
}

export function caseContacts(api: Api, id: string) {
  return queryOptions({
    queryKey: ["cases", id, "contacts"],
    queryFn: ({ signal }) => body(api.GET("/api/v1/cases/{case_id}/contacts", of(id, signal))),
  });
}

function of(id: string, signal: AbortSignal) {
  return { params: { path: { case_id: id } }, signal };
}

/** Records what somebody raised. The same key and body again answers with the case already made. */
export function hearCase(api: Api, key: string, caseIn: CaseIn): Promise<Answer<CaseOut>> {
  return answer(
    api.POST("/api/v1/cases", {
      params: { header: { "Idempotency-Key": key } },
      body: caseIn,
    }),
  );
}

export type SimilarQuery = paths["/api/v1/cases/similar"]["get"]["parameters"]["query"];

/** Cases that what is being told may belong to. */
export function similarCases(api: Api, query: SimilarQuery) {
  return queryOptions({
    queryKey: ["cases", "similar", query],
    queryFn: ({ signal }) => body(api.GET("/api/v1/cases/similar", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export type BulkIn = NonNullable<
  paths["/api/v1/cases/bulk"]["post"]["requestBody"]
>["content"]["application/json"];

/** Says the same to several cases; the answer tells what became of each. */
export function actOnCases(api: Api, key: string, bulk: BulkIn) {
  const params = { header: { "Idempotency-Key": key } };
  return answer(api.POST("/api/v1/cases/bulk", { params, body: bulk }));
}

/** The number of whoever raised it, in full; that it was looked at is journalled. */
export function revealCaller(api: Api, id: string, reason: RevealReason) {
  const params = { path: { case_id: id } };
  return body(api.POST("/api/v1/cases/{case_id}/reveal", { params, body: { reason } }));
}

/** Headers and path of a POST about one case. */
function about(id: string, key: string) {
  return { params: { path: { case_id: id }, header: { "Idempotency-Key": key } } };
}

export function addContact(api: Api, key: string, id: string, contact: ContactIn) {
  const request = { ...about(id, key), body: contact };
  return answer(api.POST("/api/v1/cases/{case_id}/contacts", request));
}

export function addNote(api: Api, key: string, id: string, note: NoteIn) {
  return answer(api.POST("/api/v1/cases/{case_id}/notes", { ...about(id, key), body: note }));
}

type VerbOf<Path> = Path extends `/api/v1/cases/{case_id}/${infer Verb}`
  ? paths[Path & keyof paths] extends { post: { requestBody?: unknown } }
    ? Verb
    : never
  : never;

/** The verbs a case has in the contract: `accept`, `finish`, … */
export type CaseVerb = Exclude<
  VerbOf<keyof paths>,
  | "contacts"
  | "notes"
  | "slips"
  | `slip/${string}`
  | "materials"
  | "visit-checks"
  | "judge-warranty"
  | "reveal"
>;

type PostOf<Verb extends CaseVerb> = paths[`/api/v1/cases/{case_id}/${Verb}` &
  keyof paths] extends {
  post: { requestBody?: infer Request };
}
  ? Request
  : never;

export type VerbBody<Verb extends CaseVerb> =
  PostOf<Verb> extends { content: { "application/json": infer Body } } | undefined ? Body : never;

/** Verbs that change what others may be looking at: they carry the version the reader saw. */
const WITH_VERSION: ReadonlySet<string> = new Set([
  "keep",
  "offer",
  "withdraw",
  "refuse",
  "accept",
  "arrive",
  "finish",
  "close",
  "reopen",
  "void",
  "hold",
  "resume",
  "verify",
  "reclassify",
  "dispute",
  "arbitrate",
  "succeed",
]);

export interface Act<Verb extends CaseVerb = CaseVerb> {
  verb: Verb;
  body: VerbBody<Verb>;
  /** The version on the reader's screen. */
  version: number;
  key: string;
}

/** Does something to a case. Answers 412 (`ApiProblem`) when somebody else was faster. */
export function actOnCase<Verb extends CaseVerb>(api: Api, id: string, act: Act<Verb>) {
  const ifMatch = WITH_VERSION.has(act.verb) ? { "If-Match": `"v${act.version}"` } : {};
  const path = `/api/v1/cases/{case_id}/${act.verb}`;
  // One call for all verbs: `Act` has already tied the body to the verb, which the client cannot see
  // through a computed path.
  const call = api.POST(
    path as never,
    {
      params: { path: { case_id: id }, header: { "Idempotency-Key": act.key, ...ifMatch } },
      body: act.body,
    } as never,
  );
  return answer(call as Promise<{ data?: unknown; error?: unknown; response: Response }>);
}
