import { createFileRoute } from "@tanstack/react-router";
import { parseDefectSearch } from "../../areas/cases/defect-search.ts";
import { DefectsPage } from "../../areas/cases/defects-page.tsx";

export const Route = createFileRoute("/_console/defects")({
  validateSearch: parseDefectSearch,
  component: Defects,
});

function Defects() {
  return <DefectsPage search={Route.useSearch()} />;
}
