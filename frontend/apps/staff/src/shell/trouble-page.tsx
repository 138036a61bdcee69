import { ApiProblem, Unreachable } from "@shouwen/api/problem.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import { useQueryErrorResetBoundary } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ForbiddenPage, NotFoundPage } from "./not-found-page.tsx";
import { PageTitle } from "./page-title.tsx";
import { ProblemNotice } from "./problem-notice.tsx";
import { useSignOut } from "./use-sign-out.ts";

/** Here the console's frame is gone, and with it the account menu. */
function SignOutButton() {
  const { t } = useTranslation();
  const leave = useSignOut();
  return <Button onClick={leave}>{t("access.sign_out")}</Button>;
}

/** A screen that could not be drawn. What the server said is shown; what broke here is owned up to. */
export function TroublePage({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation();
  const { reset } = useQueryErrorResetBoundary();
  const retry = () => {
    reset();
    onRetry();
  };
  if (error instanceof ApiProblem && error.status === 404) return <NotFoundPage />;
  if (error instanceof ApiProblem && error.status === 403) {
    return <ForbiddenPage actions={<SignOutButton />} />;
  }
  const ours = !(error instanceof ApiProblem || error instanceof Unreachable);
  return (
    <>
      <PageTitle aside>{t("error.title")}</PageTitle>
      <EmptyState
        actions={<Button onClick={retry}>{t("app.retry")}</Button>}
        icon="alert"
        title={ours ? t("error.unexpected") : t("error.title")}
      >
        {ours ? t("error.unexpected_text") : <ProblemNotice error={error} />}
      </EmptyState>
    </>
  );
}
