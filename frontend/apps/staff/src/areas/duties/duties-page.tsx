import "@shouwen/i18n/rooms/duties.zh-CN.ts";
import { dutyList } from "@shouwen/api/duties.ts";
import { ApiProblem } from "@shouwen/api/problem.ts";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import { Skeleton } from "@shouwen/ui/skeleton.tsx";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { ForbiddenPage } from "../../shell/not-found-page.tsx";
import { useOneCommunity } from "../../shell/one-community.tsx";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { DutyTable } from "./duty-table.tsx";

const REFRESH_MS = 60_000;
const LINES = 4;

/** What comes round for whom: planned as promises before it falls due. */
export function DutiesPage() {
  const { t, i18n } = useTranslation();
  const community = useOneCommunity();
  const found = useQuery({
    ...dutyList(api, community?.id ?? "", i18n.language),
    enabled: community !== undefined,
    refetchInterval: REFRESH_MS,
  });
  if (found.error instanceof ApiProblem && found.error.status === 403) return <ForbiddenPage />;
  return (
    <div className={page.page}>
      <header className={page.head}>
        <PageTitle>{t("duties.title")}</PageTitle>
        <p>{t("duties.text")}</p>
      </header>
      <section aria-label={t("duties.title")} className={page.sheet}>
        {found.isPending && <Skeleton label={t("app.loading")} lines={LINES} />}
        {found.isError && (
          <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />
        )}
        {found.data?.data.length === 0 && (
          <EmptyState icon="check" title={t("duties.empty")}>
            {t("duties.empty_text")}
          </EmptyState>
        )}
        {found.data && found.data.data.length > 0 && <DutyTable rows={found.data.data} />}
      </section>
    </div>
  );
}
