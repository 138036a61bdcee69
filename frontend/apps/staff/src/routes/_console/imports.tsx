import { createFileRoute } from "@tanstack/react-router";
import { parseImportSearch } from "../../areas/imports/import-search.ts";
import { ImportsPage } from "../../areas/imports/imports-page.tsx";

export const Route = createFileRoute("/_console/imports")({
  validateSearch: parseImportSearch,
  component: Imports,
});

function Imports() {
  return <ImportsPage search={Route.useSearch()} />;
}
