import { createFileRoute } from "@tanstack/react-router";
import { CallbackListPage } from "../../areas/callbacks/callback-list-page.tsx";
import { parseCallbackSearch } from "../../areas/callbacks/callback-search.ts";
import { understood } from "../../shell/search-params.ts";

export const Route = createFileRoute("/_console/callbacks/")({
  validateSearch: understood(parseCallbackSearch),
  component: Callbacks,
});

function Callbacks() {
  return <CallbackListPage search={Route.useSearch()} />;
}
