import { createFileRoute } from "@tanstack/react-router";
import { CaseListPage } from "../../areas/cases/case-list-page.tsx";
import { parseCaseSearch } from "../../areas/cases/case-search.ts";

export const Route = createFileRoute("/_console/cases/")({
  validateSearch: parseCaseSearch,
  component: CaseList,
});

function CaseList() {
  return <CaseListPage search={Route.useSearch()} />;
}
