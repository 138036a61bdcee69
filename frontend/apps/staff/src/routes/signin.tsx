import { createFileRoute } from "@tanstack/react-router";
import { SignInPage } from "../areas/access/sign-in-page.tsx";

interface Search {
  /** Where the reader was going. */
  next?: string;
  /** Set when a session ended under their hands. */
  ended?: "1";
}

export const Route = createFileRoute("/signin")({
  validateSearch: (search): Search => ({
    // Only a path on this site: "//elsewhere" and full addresses would lead away.
    ...(typeof search.next === "string" && /^\/(?![/\\])/.test(search.next)
      ? { next: search.next }
      : {}),
    ...(search.ended === "1" ? { ended: "1" } : {}),
  }),
  component: SignIn,
});

function SignIn() {
  const { next, ended } = Route.useSearch();
  return <SignInPage ended={ended === "1"} next={next ?? "/"} />;
}
