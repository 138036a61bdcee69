import { createFileRoute } from "@tanstack/react-router";
import { PaperPage } from "../../areas/ledger/paper-page.tsx";

export const Route = createFileRoute("/_console/ledger/documents/$id")({ component: Paper });

function Paper() {
  return <PaperPage id={Route.useParams().id} />;
}
