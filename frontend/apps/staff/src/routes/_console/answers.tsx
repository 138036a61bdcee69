import { createFileRoute } from "@tanstack/react-router";
import { parseAnswerSearch } from "../../areas/answers/answer-search.ts";
import { AnswersPage } from "../../areas/answers/answers-page.tsx";

export const Route = createFileRoute("/_console/answers")({
  validateSearch: parseAnswerSearch,
  component: Answers,
});

function Answers() {
  return <AnswersPage search={Route.useSearch()} />;
}
