import { createFileRoute } from "@tanstack/react-router";
import { parseContactSearch } from "../../areas/cases/contact-search.ts";
import { ContactsPage } from "../../areas/cases/contacts-page.tsx";
import { understood } from "../../shell/search-params.ts";

export const Route = createFileRoute("/_console/contacts")({
  validateSearch: understood(parseContactSearch),
  component: Contacts,
});

function Contacts() {
  return <ContactsPage search={Route.useSearch()} />;
}
