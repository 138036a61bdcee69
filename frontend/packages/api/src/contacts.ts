import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Api } from "./client.ts";
import { answer, body } from "./problem.ts";
import type { paths } from "./schema.gen.ts";
import type { BecomeCaseIn, IncidentIn, RegisterIn } from "./types.ts";

export type ContactQuery = NonNullable<paths["/api/v1/contacts"]["get"]["parameters"]["query"]>;
export type IncidentQuery = paths["/api/v1/incidents"]["get"]["parameters"]["query"];

/** The register of calls, letters and visits, with a case or without. */
export function contactList(api: Api, query: ContactQuery) {
  return queryOptions({
    queryKey: ["contacts", query],
    queryFn: ({ signal }) => body(api.GET("/api/v1/contacts", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** What is going on where somebody calls from, with the words to tell them. */
export function incidentsAt(api: Api, query: IncidentQuery) {
  return queryOptions({
    queryKey: ["cases", "incidents", query],
    queryFn: ({ signal }) => body(api.GET("/api/v1/incidents", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** A call that becomes no case. */
export function registerContact(api: Api, key: string, contact: RegisterIn) {
  const params = { header: { "Idempotency-Key": key } };
  return answer(api.POST("/api/v1/contacts", { params, body: contact }));
}

/** Path and headers of a POST about one contact. */
function about(id: string, key: string) {
  return { params: { path: { contact_id: id }, header: { "Idempotency-Key": key } } };
}

/** The caller was told. */
export function answerContact(api: Api, key: string, id: string, text: string | undefined) {
  const request = { ...about(id, key), body: text ? { text } : {} };
  return answer(api.POST("/api/v1/contacts/{contact_id}/answer", request));
}

export function becomeCase(api: Api, key: string, id: string, matter: BecomeCaseIn) {
  const request = { ...about(id, key), body: matter };
  return answer(api.POST("/api/v1/contacts/{contact_id}/become-case", request));
}

/** What callers are told of an incident, until when, and where it is: all of it anew. */
export function describeIncident(api: Api, id: string, incident: IncidentIn) {
  const params = { path: { case_id: id } };
  return answer(api.PUT("/api/v1/cases/{case_id}/incident", { params, body: incident }));
}
