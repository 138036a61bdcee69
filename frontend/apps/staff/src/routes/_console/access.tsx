import { createFileRoute } from "@tanstack/react-router";
import { AccessPage } from "../../areas/access/access-page.tsx";
import { parseGrantSearch } from "../../areas/access/grant-search.ts";
import { understood } from "../../shell/search-params.ts";

export const Route = createFileRoute("/_console/access")({
  validateSearch: understood(parseGrantSearch),
  component: Access,
});

function Access() {
  return <AccessPage search={Route.useSearch()} />;
}
