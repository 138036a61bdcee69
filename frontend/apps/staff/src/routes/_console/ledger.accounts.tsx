import { createFileRoute } from "@tanstack/react-router";
import { AccountPage } from "../../areas/ledger/account-page.tsx";

export const Route = createFileRoute("/_console/ledger/accounts")({
  validateSearch: ({ household }: Record<string, unknown>): { household?: string } =>
    typeof household === "string" && household ? { household } : {},
  component: Accounts,
});

function Accounts() {
  return <AccountPage household={Route.useSearch().household} />;
}
