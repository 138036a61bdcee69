import "@shouwen/i18n/rooms/board.zh-CN.ts";
import { holds, me } from "@shouwen/api/access.ts";
import { commitmentBoard } from "@shouwen/api/commitments.ts";
import { ApiProblem } from "@shouwen/api/problem.ts";
import { localDate } from "@shouwen/core/instant.ts";
import { currentLanguage } from "@shouwen/i18n/i18n.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import { Skeleton } from "@shouwen/ui/skeleton.tsx";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { ForbiddenPage, NotFoundPage } from "../../shell/not-found-page.tsx";
import { useOneCommunity } from "../../shell/one-community.tsx";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { useNow } from "../../shell/use-now.ts";
import { type BoardSearch, GROUPS, monthOf, periodOf } from "./board-search.ts";
import { BoardFigures, BoardTable } from "./board-table.tsx";
import { MeasureSection } from "./measure-table.tsx";
import { PassingSection } from "./passing-section.tsx";

const LINES = 8;

/** Promises kept and broken in a period; the period and the grouping stand in the address. */
export function BoardPage({ search }: { search: BoardSearch }) {
  const { t } = useTranslation();
  const community = useOneCommunity();
  const { data: person } = useSuspenseQuery(me(api));
  const period = periodOf(search, useNow());
  const group = search.group_by ?? "key";
  const board = useQuery({
    ...commitmentBoard(
      api,
      { community_id: community?.id ?? "", ...period, group_by: group },
      currentLanguage(),
    ),
    enabled: community !== undefined,
  });
  if (!community) return <NotFoundPage />;
  if (board.error instanceof ApiProblem && board.error.status === 403) return <ForbiddenPage />;
  return (
    <div className={page.page}>
      <header className={page.head}>
        <PageTitle>{t("board.title")}</PageTitle>
        <p>{community.name}</p>
      </header>
      <Controls group={group} period={period} />
      {board.isPending && <Skeleton label={t("app.loading")} lines={LINES} />}
      {board.isError && <ProblemNotice error={board.error} onRetry={() => void board.refetch()} />}
      {board.data?.data.length === 0 && (
        <EmptyState icon="chart" title={t("board.empty")}>
          {t("board.empty_text")}
        </EmptyState>
      )}
      {board.data && board.data.data.length > 0 && (
        <>
          <BoardFigures
            behind={{ community_id: community.id, from: period.from, until: period.to }}
            rows={board.data.data}
          />
          <section aria-label={t("board.title")} className={page.sheet}>
            <BoardTable group={group} rows={board.data.data} stale={board.isPlaceholderData} />
          </section>
          <p className={`${page.hint} ${page.small}`}>{t("board.legend")}</p>
        </>
      )}
      <MeasureSection community={community.id} period={period} />
      {holds(person, "cases.arbitrate") && <PassingSection community={community.id} {...period} />}
    </div>
  );
}

function Controls({
  period,
  group,
}: {
  period: { from: string; to: string };
  group: (typeof GROUPS)[number];
}) {
  const { t } = useTranslation();
  const label = useLabels();
  const today = localDate(useNow());
  const navigate = useNavigate({ from: "/board" });
  const set = (part: BoardSearch) =>
    void navigate({ search: (now) => ({ ...now, ...period, ...part }) });
  return (
    <div className={page.bar}>
      <label className={page.field}>
        {t("board.from")}
        <input
          onChange={({ target }) => target.value && set({ from: target.value })}
          type="date"
          value={period.from}
        />
      </label>
      <label className={page.field}>
        {t("board.to")}
        <input
          min={period.from}
          onChange={({ target }) => target.value && set({ to: target.value })}
          type="date"
          value={period.to}
        />
      </label>
      <label className={page.field}>
        {t("board.group_by")}
        <select
          onChange={({ target }) => set({ group_by: target.value as typeof group })}
          value={group}
        >
          {GROUPS.map((one) => (
            <option key={one} value={one}>
              {label("group_by", one)}
            </option>
          ))}
        </select>
      </label>
      <Button kind="quiet" onClick={() => set(monthOf(today))}>
        {t("board.this_month")}
      </Button>
      <Button kind="quiet" onClick={() => set(monthOf(today, 1))}>
        {t("board.last_month")}
      </Button>
    </div>
  );
}
