import { createFileRoute } from "@tanstack/react-router";
import { ResidentListPage } from "../../areas/people/resident-list-page.tsx";
import { parseResidentSearch } from "../../areas/people/resident-search.ts";
import { understood } from "../../shell/search-params.ts";

export const Route = createFileRoute("/_console/residents/")({
  validateSearch: understood(parseResidentSearch),
  component: Residents,
});

function Residents() {
  return <ResidentListPage search={Route.useSearch()} />;
}
