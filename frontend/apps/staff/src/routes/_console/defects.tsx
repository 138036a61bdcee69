import { createFileRoute } from "@tanstack/react-router";
import { parseDefectSearch } from "../../areas/cases/defect-search.ts";
import { DefectsPage } from "../../areas/cases/defects-page.tsx";
import { understood } from "../../shell/search-params.ts";

export const Route = createFileRoute("/_console/defects")({
  validateSearch: understood(parseDefectSearch),
  component: Defects,
});

function Defects() {
  return <DefectsPage search={Route.useSearch()} />;
}
