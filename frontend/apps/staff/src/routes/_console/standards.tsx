import { createFileRoute } from "@tanstack/react-router";
import { parseStandardSearch } from "../../areas/standards/standard-search.ts";
import { StandardsPage } from "../../areas/standards/standards-page.tsx";
import { understood } from "../../shell/search-params.ts";

export const Route = createFileRoute("/_console/standards")({
  validateSearch: understood(parseStandardSearch),
  component: Standards,
});

function Standards() {
  return <StandardsPage search={Route.useSearch()} />;
}
