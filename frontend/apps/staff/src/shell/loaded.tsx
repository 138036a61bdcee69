import { ApiProblem } from "@shouwen/api/problem.ts";
import { Skeleton } from "@shouwen/ui/skeleton.tsx";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ForbiddenPage, NotFoundPage } from "./not-found-page.tsx";
import { ProblemNotice } from "./problem-notice.tsx";

const LINES = 6;

interface Props<Data> {
  query: { data: Data | undefined; error: unknown };
  children: (data: Data) => ReactNode;
}

/** What a query answered; until then its place, and its problem if there is one. */
export function Loaded<Data>({ query: { data, error }, children }: Props<Data>) {
  const { t } = useTranslation();
  if (data !== undefined) return children(data);
  if (error) return <ProblemNotice error={error} />;
  return <Skeleton label={t("app.loading")} lines={LINES} />;
}

/** The same for what a whole page is about: out of reach is told in place of the page. */
export function LoadedPage<Data>(props: Props<Data>) {
  const { data, error } = props.query;
  if (data === undefined && error instanceof ApiProblem) {
    if (error.status === 403) return <ForbiddenPage />;
    if ([404, 422].includes(error.status)) return <NotFoundPage />;
  }
  return <Loaded {...props} />;
}
