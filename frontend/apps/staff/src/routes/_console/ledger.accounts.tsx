import { createFileRoute } from "@tanstack/react-router";
import { AccountPage, type AccountSearch } from "../../areas/ledger/account-page.tsx";

export const Route = createFileRoute("/_console/ledger/accounts")({
  validateSearch: (search: Record<string, unknown>): AccountSearch => ({
    ...given("household", search),
    ...given("since", search),
    ...given("until", search),
  }),
  component: Accounts,
});

function Accounts() {
  return <AccountPage search={Route.useSearch()} />;
}

function given<Name extends string>(
  name: Name,
  search: Record<string, unknown>,
): Partial<Record<Name, string>> {
  const value = search[name];
  return typeof value === "string" && value ? ({ [name]: value } as Record<Name, string>) : {};
}
