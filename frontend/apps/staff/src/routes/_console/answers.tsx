import { createFileRoute } from "@tanstack/react-router";
import { parseAnswerSearch } from "../../areas/answers/answer-search.ts";
import { AnswersPage } from "../../areas/answers/answers-page.tsx";
import { understood } from "../../shell/search-params.ts";

export const Route = createFileRoute("/_console/answers")({
  validateSearch: understood(parseAnswerSearch),
  component: Answers,
});

function Answers() {
  return <AnswersPage search={Route.useSearch()} />;
}
