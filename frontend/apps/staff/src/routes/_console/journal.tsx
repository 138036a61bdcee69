import { createFileRoute } from "@tanstack/react-router";
import { JournalPage } from "../../areas/journal/journal-page.tsx";
import { parseJournalSearch } from "../../areas/journal/journal-search.ts";

export const Route = createFileRoute("/_console/journal")({
  validateSearch: parseJournalSearch,
  component: Journal,
});

function Journal() {
  return <JournalPage search={Route.useSearch()} />;
}
