import { residentById } from "@shouwen/api/people.ts";
import { createFileRoute } from "@tanstack/react-router";
import { ResidentPage } from "../../areas/people/resident-page.tsx";
import { api } from "../../shell/api.ts";
import { orNotFound } from "../../shell/or-not-found.ts";

export const Route = createFileRoute("/_console/residents/$id")({
  loader: ({ context, params }) =>
    context.queries.ensureQueryData(residentById(api, params.id)).catch(orNotFound),
  component: Resident,
});

function Resident() {
  const { id } = Route.useParams();
  return <ResidentPage id={id} key={id} />;
}
