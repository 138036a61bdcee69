import { correctiveById } from "@shouwen/api/callbacks.ts";
import { currentLanguage } from "@shouwen/i18n/i18n.ts";
import { createFileRoute } from "@tanstack/react-router";
import { CorrectivePage } from "../../areas/callbacks/corrective-page.tsx";
import { api } from "../../shell/api.ts";
import { orNotFound } from "../../shell/or-not-found.ts";

export const Route = createFileRoute("/_console/callbacks/corrective/$id")({
  loader: ({ context, params }) =>
    context.queries
      .ensureQueryData(correctiveById(api, params.id, currentLanguage()))
      .catch(orNotFound),
  component: Corrective,
});

function Corrective() {
  return <CorrectivePage id={Route.useParams().id} />;
}
