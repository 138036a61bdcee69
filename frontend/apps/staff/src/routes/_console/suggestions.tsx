import { createFileRoute } from "@tanstack/react-router";
import { SuggestionsPage } from "../../areas/suggestions/suggestions-page.tsx";

export const Route = createFileRoute("/_console/suggestions")({
  validateSearch: ({ cursor }: { cursor?: unknown }): { cursor?: string } =>
    typeof cursor === "string" ? { cursor } : {},
  component: Suggestions,
});

function Suggestions() {
  return <SuggestionsPage search={Route.useSearch()} />;
}
