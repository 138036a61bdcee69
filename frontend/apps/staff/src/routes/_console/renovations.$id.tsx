import { renovationById } from "@shouwen/api/renovations.ts";
import { currentLanguage } from "@shouwen/i18n/i18n.ts";
import { createFileRoute } from "@tanstack/react-router";
import { RenovationPage } from "../../areas/renovations/renovation-page.tsx";
import { api } from "../../shell/api.ts";
import { orNotFound } from "../../shell/or-not-found.ts";

export const Route = createFileRoute("/_console/renovations/$id")({
  loader: ({ context, params }) =>
    context.queries
      .ensureQueryData(renovationById(api, params.id, currentLanguage()))
      .catch(orNotFound),
  component: Renovation,
});

function Renovation() {
  return <RenovationPage id={Route.useParams().id} />;
}
