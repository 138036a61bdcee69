import createClient, { type Client } from "openapi-fetch";
import type { paths } from "./schema.gen.ts";
import type { Transport } from "./transport.ts";

export type Api = Client<paths>;

/** A typed client. `language` is asked at each request, so switching needs no reload. */
export function createApi(transport: Transport, language: () => string): Api {
  const api = createClient<paths>({
    baseUrl: transport.baseUrl,
    fetch: transport.send,
    ...(transport.Request ? { Request: transport.Request } : {}),
    // The API reads a repeated parameter as OR, which is also the default here: state=heard&state=owned.
    querySerializer: { array: { style: "form", explode: true } },
  });
  api.use({
    onRequest({ request }) {
      request.headers.set("Accept-Language", language());
      return request;
    },
  });
  return api;
}
