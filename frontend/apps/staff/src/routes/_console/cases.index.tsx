import { createFileRoute } from "@tanstack/react-router";
import { CaseListPage } from "../../areas/cases/case-list-page.tsx";
import { parseCaseSearch } from "../../areas/cases/case-search.ts";
import { understood } from "../../shell/search-params.ts";

export const Route = createFileRoute("/_console/cases/")({
  validateSearch: understood(parseCaseSearch),
  component: CaseList,
});

function CaseList() {
  return <CaseListPage search={Route.useSearch()} />;
}
