import { drawById } from "@shouwen/api/callbacks.ts";
import { createFileRoute } from "@tanstack/react-router";
import { DrawPage } from "../../areas/callbacks/draw-page.tsx";
import { api } from "../../shell/api.ts";
import { orNotFound } from "../../shell/or-not-found.ts";

export const Route = createFileRoute("/_console/callbacks/draws/$id")({
  loader: ({ context, params }) =>
    context.queries.ensureQueryData(drawById(api, params.id)).catch(orNotFound),
  component: Draw,
});

function Draw() {
  return <DrawPage id={Route.useParams().id} />;
}
