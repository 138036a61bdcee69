import { createFileRoute } from "@tanstack/react-router";
import { parseContactSearch } from "../../areas/cases/contact-search.ts";
import { ContactsPage } from "../../areas/cases/contacts-page.tsx";

export const Route = createFileRoute("/_console/contacts")({
  validateSearch: parseContactSearch,
  component: Contacts,
});

function Contacts() {
  return <ContactsPage search={Route.useSearch()} />;
}
