import { createFileRoute } from "@tanstack/react-router";
import { StaffListPage } from "../../areas/organisation/staff-list-page.tsx";
import { parseStaffSearch } from "../../areas/organisation/staff-search.ts";
import { understood } from "../../shell/search-params.ts";

export const Route = createFileRoute("/_console/organisation/staff/")({
  validateSearch: understood(parseStaffSearch),
  component: Staff,
});

function Staff() {
  return <StaffListPage search={Route.useSearch()} />;
}
