import { ApiProblem } from "@shouwen/api/problem.ts";
import { createFileRoute, Outlet, redirect } from "@tanstack/react-router";
import { CommunityProvider } from "../shell/community.tsx";
import { ConsoleFrame } from "../shell/console-frame.tsx";
import { rememberSession } from "../shell/known-session.ts";
import { Live } from "../shell/live/live.tsx";
import { NotFoundPage } from "../shell/not-found-page.tsx";
import { signedIn } from "../shell/signed-in.ts";
import { TroublePage } from "../shell/trouble-page.tsx";

export const Route = createFileRoute("/_console")({
  beforeLoad: async ({ context, location }) => {
    let alone = false;
    try {
      alone = await signedIn(context.queries);
    } catch (error) {
      if (!(error instanceof ApiProblem && error.status === 401)) throw error;
      throw redirect({ to: "/signin", search: { next: location.href } });
    }
    rememberSession();
    // Of the other screens nothing is kept.
    if (alone && location.pathname !== "/field") throw redirect({ to: "/field" });
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
