import { createFileRoute } from "@tanstack/react-router";
import {
  parseBoardSearch,
  RenovationBoardPage,
} from "../../areas/renovations/renovation-board-page.tsx";

export const Route = createFileRoute("/_console/renovations/")({
  validateSearch: parseBoardSearch,
  component: Renovations,
});

function Renovations() {
  return <RenovationBoardPage search={Route.useSearch()} />;
}
