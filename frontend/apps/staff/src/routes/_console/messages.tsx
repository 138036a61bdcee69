import { createFileRoute } from "@tanstack/react-router";
import { MessagesPage } from "../../areas/delivery/messages-page.tsx";

interface Search {
  acknowledged?: "false";
  cursor?: string;
}

export const Route = createFileRoute("/_console/messages")({
  validateSearch: (raw): Search => ({
    ...(raw.acknowledged === "false" ? { acknowledged: "false" as const } : {}),
    ...(typeof raw.cursor === "string" && raw.cursor !== "" ? { cursor: raw.cursor } : {}),
  }),
  component: Messages,
});

function Messages() {
  return <MessagesPage search={Route.useSearch()} />;
}
