import { createFileRoute } from "@tanstack/react-router";
import { GatePage } from "../../areas/renovations/gate-page.tsx";

export const Route = createFileRoute("/_console/renovations/gate")({
  validateSearch: ({ token }: Record<string, unknown>): { token?: string } =>
    typeof token === "string" && token !== "" ? { token } : {},
  component: Gate,
});

function Gate() {
  return <GatePage token={Route.useSearch().token} />;
}
