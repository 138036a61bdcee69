import { createFileRoute } from "@tanstack/react-router";
import { BooksPage } from "../../areas/ledger/books-page.tsx";

const MINUTE = /^20\d\d-\d\d-\d\dT\d\d:\d\d$/;

export const Route = createFileRoute("/_console/ledger/books")({
  validateSearch: ({ at }: Record<string, unknown>): { at?: string } =>
    typeof at === "string" && MINUTE.test(at) ? { at } : {},
  component: Books,
});

function Books() {
  return <BooksPage at={Route.useSearch().at} />;
}
