import { createFileRoute } from "@tanstack/react-router";
import { CommitmentListPage } from "../../areas/commitments/commitment-list-page.tsx";
import { parseCommitmentSearch } from "../../shell/promises/commitment-search.ts";
import { understood } from "../../shell/search-params.ts";

export const Route = createFileRoute("/_console/commitments")({
  validateSearch: understood(parseCommitmentSearch),
  component: Commitments,
});

function Commitments() {
  return <CommitmentListPage search={Route.useSearch()} />;
}
