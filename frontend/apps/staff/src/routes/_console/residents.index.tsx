import { createFileRoute } from "@tanstack/react-router";
import { ResidentListPage } from "../../areas/people/resident-list-page.tsx";
import { parseResidentSearch } from "../../areas/people/resident-search.ts";

export const Route = createFileRoute("/_console/residents/")({
  validateSearch: parseResidentSearch,
  component: Residents,
});

function Residents() {
  return <ResidentListPage search={Route.useSearch()} />;
}
