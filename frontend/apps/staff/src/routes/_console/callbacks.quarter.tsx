import { createFileRoute } from "@tanstack/react-router";
import { QuarterPage } from "../../areas/callbacks/quarter-page.tsx";
import { parseQuarterSearch } from "../../areas/callbacks/quarter-search.ts";
import { understood } from "../../shell/search-params.ts";

export const Route = createFileRoute("/_console/callbacks/quarter")({
  validateSearch: understood(parseQuarterSearch),
  component: Quarter,
});

function Quarter() {
  return <QuarterPage search={Route.useSearch()} />;
}
