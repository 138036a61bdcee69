import { createFileRoute } from "@tanstack/react-router";
import { parseImportSearch } from "../../areas/imports/import-search.ts";
import { ImportsPage } from "../../areas/imports/imports-page.tsx";
import { understood } from "../../shell/search-params.ts";

export const Route = createFileRoute("/_console/imports")({
  validateSearch: understood(parseImportSearch),
  component: Imports,
});

function Imports() {
  return <ImportsPage search={Route.useSearch()} />;
}
