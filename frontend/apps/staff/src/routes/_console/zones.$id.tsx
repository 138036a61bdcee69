import { zoneById } from "@shouwen/api/places.ts";
import { createFileRoute } from "@tanstack/react-router";
import { ZonePage } from "../../areas/places/zone-page.tsx";
import { api } from "../../shell/api.ts";
import { orNotFound } from "../../shell/or-not-found.ts";

export const Route = createFileRoute("/_console/zones/$id")({
  loader: ({ context, params }) =>
    context.queries.ensureQueryData(zoneById(api, params.id)).catch(orNotFound),
  component: Zone,
});

function Zone() {
  const { id } = Route.useParams();
  return <ZonePage id={id} key={id} />;
}
