import "@shouwen/i18n/rooms/standards.zh-CN.ts";
import { ApiProblem } from "@shouwen/api/problem.ts";
import { standardList } from "@shouwen/api/standards.ts";
import { currentLanguage } from "@shouwen/i18n/i18n.ts";
import { Segmented } from "@shouwen/ui/segmented.tsx";
import { Skeleton } from "@shouwen/ui/skeleton.tsx";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { ForbiddenPage, NotFoundPage } from "../../shell/not-found-page.tsx";
import { useOneCommunity } from "../../shell/one-community.tsx";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { DecisionHistory } from "./decision-history.tsx";
import { PackDesk } from "./pack-desk.tsx";
import { type StandardSearch, VIEWS } from "./standard-search.ts";
import { StandardTable } from "./standard-table.tsx";

const CatalogueView = lazy(() => import("./catalogue-view.tsx"));
const LINES = 12;

/** The numbers that promises and rules rest on: what holds, where it is written, who changed it. */
export function StandardsPage({ search }: { search: StandardSearch }) {
  const { t } = useTranslation();
  const community = useOneCommunity();
  const navigate = useNavigate({ from: "/standards" });
  const view = search.view ?? "list";
  const found = useQuery({
    ...standardList(api, community?.id ?? "", currentLanguage()),
    enabled: community !== undefined,
  });
  if (!community) return <NotFoundPage />;
  if (found.error instanceof ApiProblem && found.error.status === 403) return <ForbiddenPage />;
  return (
    <div className={page.page}>
      <header className={page.head}>
        <PageTitle>{t("standards.title")}</PageTitle>
        <p>{community.name}</p>
        <div className={page.tools}>
          <Segmented
            label={t("standards.views")}
            onChange={(next) => void navigate({ search: next === "list" ? {} : { view: next } })}
            segments={VIEWS.map((value) => ({ value, label: t(`standards.view_${value}`) }))}
            value={view}
          />
        </div>
      </header>
      {view === "list" && found.isPending && <Skeleton label={t("app.loading")} lines={LINES} />}
      {found.isError && <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />}
      {view === "list" && found.data && (
        <StandardTable communityId={community.id} q={search.q ?? ""} rows={found.data.data} />
      )}
      {view === "packs" && <PackDesk communityId={community.id} search={search} />}
      {view === "history" && <DecisionHistory communityId={community.id} />}
      {view === "catalogue" && (
        <Suspense fallback={<Skeleton label={t("app.loading")} lines={LINES} />}>
          <CatalogueView />
        </Suspense>
      )}
    </div>
  );
}
