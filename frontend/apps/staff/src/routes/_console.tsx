import { me } from "@shouwen/api/access.ts";
import { communityList } from "@shouwen/api/places.ts";
import { ApiProblem } from "@shouwen/api/problem.ts";
import { createFileRoute, Outlet, redirect } from "@tanstack/react-router";
import { api } from "../shell/api.ts";
import { CommunityProvider } from "../shell/community.tsx";
import { ConsoleFrame } from "../shell/console-frame.tsx";
import { rememberSession } from "../shell/known-session.ts";
import { Live } from "../shell/live/live.tsx";
import { NotFoundPage } from "../shell/not-found-page.tsx";
import { TroublePage } from "../shell/trouble-page.tsx";

export const Route = createFileRoute("/_console")({
  beforeLoad: async ({ context, location }) => {
    try {
      await Promise.all([
        context.queries.ensureQueryData(me(api)),
        context.queries.ensureQueryData(communityList(api)),
      ]);
    } catch (error) {
      if (!(error instanceof ApiProblem && error.status === 401)) throw error;
      throw redirect({ to: "/signin", search: { next: location.href } });
    }
    rememberSession();
  },
  component: Console,
  notFoundComponent: NotFoundPage,
  errorComponent: ({ error, reset }) => <TroublePage error={error} onRetry={reset} />,
});

function Console() {
  return (
    <CommunityProvider>
      <Live>
        <ConsoleFrame>
          <Outlet />
        </ConsoleFrame>
      </Live>
    </CommunityProvider>
  );
}
