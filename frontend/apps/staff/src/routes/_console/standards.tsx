import { createFileRoute } from "@tanstack/react-router";
import { parseStandardSearch } from "../../areas/standards/standard-search.ts";
import { StandardsPage } from "../../areas/standards/standards-page.tsx";

export const Route = createFileRoute("/_console/standards")({
  validateSearch: parseStandardSearch,
  component: Standards,
});

function Standards() {
  return <StandardsPage search={Route.useSearch()} />;
}
