import { createFileRoute } from "@tanstack/react-router";
import { type ApprovalSearch, ApprovalsPage } from "../../areas/ledger/approvals-page.tsx";

export const Route = createFileRoute("/_console/ledger/approvals")({
  validateSearch: ({ all, cursor }: Record<string, unknown>): ApprovalSearch => ({
    ...(all === true || all === "true" ? { all: true as const } : {}),
    ...(typeof cursor === "string" && cursor ? { cursor } : {}),
  }),
  component: Approvals,
});

function Approvals() {
  return <ApprovalsPage search={Route.useSearch()} />;
}
