import { createApi } from "@shouwen/api/client.ts";
import { browserTransport } from "@shouwen/api/transport.ts";
import { currentLanguage } from "@shouwen/i18n/i18n.ts";
import { noteServerTime } from "./use-now.ts";

/** The console's one client: this origin, the session cookie, the reader's language. */
export const api = createApi(browserTransport(), currentLanguage);

const sentAt = new WeakMap<Request, number>();

api.use({
  onRequest({ request }) {
    sentAt.set(request, Date.now());
  },
  onResponse({ request, response }) {
    const sent = sentAt.get(request);
    if (sent !== undefined) noteServerTime(response.headers.get("Date"), sent, Date.now());
  },
});
