import { caseById } from "@shouwen/api/cases.ts";
import { ApiProblem } from "@shouwen/api/problem.ts";
import { createFileRoute, notFound } from "@tanstack/react-router";
import { CasePage } from "../../areas/cases/case-page.tsx";
import { api } from "../../shell/api.ts";

export const Route = createFileRoute("/_console/cases/$id")({
  loader: ({ context, params }) =>
    context.queries.ensureQueryData(caseById(api, params.id)).catch((error: unknown) => {
      // An id that is none is answered as malformed; to the reader it is the same.
      const missing = error instanceof ApiProblem && [404, 422].includes(error.status);
      throw missing ? notFound() : error;
    }),
  component: Case,
});

function Case() {
  return <CasePage id={Route.useParams().id} />;
}
