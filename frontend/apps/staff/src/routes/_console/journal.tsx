import { createFileRoute } from "@tanstack/react-router";
import { JournalPage } from "../../areas/journal/journal-page.tsx";
import { parseJournalSearch } from "../../areas/journal/journal-search.ts";
import { understood } from "../../shell/search-params.ts";

export const Route = createFileRoute("/_console/journal")({
  validateSearch: understood(parseJournalSearch),
  component: Journal,
});

function Journal() {
  return <JournalPage search={Route.useSearch()} />;
}
