import { createFileRoute } from "@tanstack/react-router";
import { StaffPage } from "../../areas/organisation/staff-page.tsx";

export const Route = createFileRoute("/_console/organisation/staff/$id")({ component: Staff });

function Staff() {
  const { id } = Route.useParams();
  return <StaffPage id={id} key={id} />;
}
