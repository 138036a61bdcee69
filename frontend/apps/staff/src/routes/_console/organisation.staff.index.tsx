import { createFileRoute } from "@tanstack/react-router";
import { StaffListPage } from "../../areas/organisation/staff-list-page.tsx";
import { parseStaffSearch } from "../../areas/organisation/staff-search.ts";

export const Route = createFileRoute("/_console/organisation/staff/")({
  validateSearch: parseStaffSearch,
  component: Staff,
});

function Staff() {
  return <StaffListPage search={Route.useSearch()} />;
}
