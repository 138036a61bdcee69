import { createFileRoute } from "@tanstack/react-router";
import { BoardPage } from "../../areas/board/board-page.tsx";
import { parseBoardSearch } from "../../areas/board/board-search.ts";
import { understood } from "../../shell/search-params.ts";

export const Route = createFileRoute("/_console/board")({
  validateSearch: understood(parseBoardSearch),
  component: Board,
});

function Board() {
  return <BoardPage search={Route.useSearch()} />;
}
