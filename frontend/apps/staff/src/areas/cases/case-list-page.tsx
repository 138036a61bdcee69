import { me } from "@shouwen/api/access.ts";
import { type CaseListQuery, caseList } from "@shouwen/api/cases.ts";
import { ApiProblem } from "@shouwen/api/problem.ts";
import { Skeleton } from "@shouwen/ui/skeleton.tsx";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { useCommunity } from "../../shell/community.tsx";
import { ForbiddenPage } from "../../shell/not-found-page.tsx";
import { PageTitle } from "../../shell/page-title.tsx";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { useNow } from "../../shell/use-now.ts";
import { CaseFilters } from "./case-filters.tsx";
import styles from "./case-list.module.css";
import { CasePager } from "./case-pager.tsx";
import { CaseQueue } from "./case-queue.tsx";
import { type CaseSearch, isFiltered, ROWS, type SearchPart, toCaseQuery } from "./case-search.ts";
import { NoCases } from "./no-cases.tsx";
import { QueueTabs } from "./queue-tabs.tsx";
import type { View } from "./view.ts";

const REFRESH_MS = 30_000;
const SKELETON_LINES = 12;

function useCaseQuery(search: CaseSearch): CaseListQuery {
  const { data: person } = useSuspenseQuery(me(api));
  const { id: communityId } = useCommunity();
  return toCaseQuery(search, { staffId: person.staff_id, communityId, now: useNow() });
}

/** Changes the address; a narrower queue begins at its first page. */
function useNarrow() {
  const navigate = useNavigate({ from: "/cases/" });
  return useCallback(
    (part: SearchPart, replace = false) =>
      void navigate({
        search: (now) => ({ ...now, cursor: undefined, ...part }) as CaseSearch,
        replace,
      }),
    [navigate],
  );
}

type Found = Awaited<ReturnType<NonNullable<ReturnType<typeof caseList>["queryFn"]>>>;

/** The view as it stands now, to be worked through case by case. */
function useViewNow(search: CaseSearch, query: CaseListQuery, found: Found | undefined): View {
  const page = useLocation({ select: ({ state }) => state.page ?? 1 });
  return {
    search,
    query,
    ids: found?.data.map(({ id }) => id) ?? [],
    ...((page > 1 || !search.cursor) && { before: (page - 1) * ROWS }),
    ...(found?.total_count != null && { total: found.total_count }),
    cursor: found?.next_cursor ?? null,
  };
}

export function CaseListPage({ search }: { search: CaseSearch }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: "/cases/" });
  const narrow = useNarrow();
  const query = useCaseQuery(search);
  const found = useQuery({ ...caseList(api, query), refetchInterval: REFRESH_MS });
  const view = useViewNow(search, query, found.data);
  const onSearch = useCallback((q: string) => narrow({ q: q || undefined }, true), [narrow]);
  const total = found.data?.total_count;
  if (found.error instanceof ApiProblem && found.error.status === 403) return <ForbiddenPage />;

  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <PageTitle>{t("cases.list.title")}</PageTitle>
        <span className={styles.total} role="status">
          {total !== undefined && t("cases.list.total", { count: total })}
        </span>
      </header>
      <QueueTabs search={search} />
      <CaseFilters
        onClear={() => void navigate({ search: ({ queue }) => (queue ? { queue } : {}) })}
        onNarrow={narrow}
        onSearch={onSearch}
        search={search}
      />
      <section aria-label={t("cases.list.title")} className={styles.sheet}>
        {found.isPending && <Skeleton label={t("app.loading")} lines={SKELETON_LINES} />}
        {found.isError && (
          <div className={styles.trouble}>
            <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />
          </div>
        )}
        {found.data && found.data.data.length === 0 && <NoCases filtered={isFiltered(search)} />}
        {found.data && found.data.data.length > 0 && (
          <CaseQueue
            byDue={search.sort === "due" && !found.isPlaceholderData}
            rows={found.data.data}
            stale={found.isPlaceholderData}
            view={view}
          />
        )}
      </section>
      <CasePager nextCursor={found.data?.next_cursor ?? null} search={search} />
    </div>
  );
}
