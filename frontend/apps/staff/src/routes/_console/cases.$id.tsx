import { caseById } from "@shouwen/api/cases.ts";
import { createFileRoute } from "@tanstack/react-router";
import { CasePage } from "../../areas/cases/case-page.tsx";
import { api } from "../../shell/api.ts";
import { orNotFound } from "../../shell/or-not-found.ts";

export const Route = createFileRoute("/_console/cases/$id")({
  loader: ({ context, params }) =>
    context.queries.ensureQueryData(caseById(api, params.id)).catch(orNotFound),
  component: Case,
});

function Case() {
  return <CasePage id={Route.useParams().id} />;
}
