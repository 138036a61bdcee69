import { createFileRoute } from "@tanstack/react-router";
import { CashDeskPage } from "../../areas/ledger/cash-desk-page.tsx";

export const Route = createFileRoute("/_console/ledger/")({
  validateSearch: ({ cursor }: Record<string, unknown>): { cursor?: string } =>
    typeof cursor === "string" && cursor ? { cursor } : {},
  component: Desk,
});

function Desk() {
  return <CashDeskPage cursor={Route.useSearch().cursor} />;
}
