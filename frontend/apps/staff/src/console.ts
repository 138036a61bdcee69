import { whenLanguageChanges } from "@shouwen/i18n/i18n.ts";
import type { QueryClient } from "@tanstack/react-query";
import { createRouter } from "@tanstack/react-router";
import { routeTree } from "./routeTree.gen.ts";
import { hadSession } from "./shell/known-session.ts";
import { forgetLastSeen } from "./shell/last-seen-of.ts";
import { NotFoundPage } from "./shell/not-found-page.tsx";
import { createQueryClient } from "./shell/query-client.ts";
import { parseSearch, stringifySearch } from "./shell/search-params.ts";

function createConsoleRouter(queries: QueryClient) {
  return createRouter({
    routeTree,
    context: { queries },
    parseSearch,
    stringifySearch,
    // Each screen catches what it does not find itself, within the frame: the way to the others stays.
    defaultNotFoundComponent: NotFoundPage,
    defaultPreload: "intent",
    // The query cache decides what is fresh; the router asks it each time.
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
  });
}

/** The router and the query cache, made for each other: losing the session leads to the sign-in page. */
export function createConsole() {
  const queries: QueryClient = createQueryClient(() => {
    void forgetLastSeen();
    const { pathname, href } = router.state.location;
    if (pathname === "/signin" || pathname === "/setup") return;
    // A browser's first visit is refused in the same way; there nothing has ended.
    const ended = hadSession() ? ({ ended: "1" } as const) : {};
    void router.navigate({ to: "/signin", search: { next: href, ...ended } });
  });
  const router = createConsoleRouter(queries);
  // Titles and reasons come from the server in the reader's language: none of the old one is shown again.
  whenLanguageChanges(() => {
    queries.removeQueries({ type: "inactive" });
    void queries.invalidateQueries();
  });
  return { router, queries };
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}
