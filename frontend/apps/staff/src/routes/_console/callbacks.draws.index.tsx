import { createFileRoute } from "@tanstack/react-router";
import { DrawListPage } from "../../areas/callbacks/draw-list-page.tsx";
import { parseDrawSearch } from "../../areas/callbacks/draw-search.ts";
import { understood } from "../../shell/search-params.ts";

export const Route = createFileRoute("/_console/callbacks/draws/")({
  validateSearch: understood(parseDrawSearch),
  component: Draws,
});

function Draws() {
  return <DrawListPage search={Route.useSearch()} />;
}
