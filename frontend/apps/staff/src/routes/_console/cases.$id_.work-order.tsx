import { workOrder } from "@shouwen/api/slips.ts";
import { createFileRoute } from "@tanstack/react-router";
import { WorkOrderPage } from "../../areas/cases/work-order-page.tsx";
import { api } from "../../shell/api.ts";
import { orNotFound } from "../../shell/or-not-found.ts";

export const Route = createFileRoute("/_console/cases/$id_/work-order")({
  loader: ({ context, params }) =>
    context.queries.ensureQueryData(workOrder(api, params.id)).catch(orNotFound),
  component: WorkOrder,
});

function WorkOrder() {
  const { id } = Route.useParams();
  return <WorkOrderPage id={id} key={id} />;
}
