import { createFileRoute } from "@tanstack/react-router";
import { RenovationBoardPage } from "../../areas/renovations/renovation-board-page.tsx";
import { parseRenovationSearch } from "../../areas/renovations/renovation-search.ts";
import { understood } from "../../shell/search-params.ts";

export const Route = createFileRoute("/_console/renovations/")({
  validateSearch: understood(parseRenovationSearch),
  component: Renovations,
});

function Renovations() {
  return <RenovationBoardPage search={Route.useSearch()} />;
}
