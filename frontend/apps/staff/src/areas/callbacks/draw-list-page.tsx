import "@shouwen/i18n/rooms/callbacks.zh-CN.ts";
import { drawList } from "@shouwen/api/callbacks.ts";
import { ApiProblem } from "@shouwen/api/problem.ts";
import type { DrawRow } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { type DataColumn, DataTable } from "@shouwen/ui/data-table.tsx";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import { Icon } from "@shouwen/ui/icon.tsx";
import { Skeleton } from "@shouwen/ui/skeleton.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { useCommunity } from "../../shell/community.tsx";
import { ForbiddenPage } from "../../shell/not-found-page.tsx";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";
import { Pager } from "../../shell/pager.tsx";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { CALLBACK_KINDS } from "./callback-search.ts";
import styles from "./callbacks.module.css";
import { ChoiceFilter } from "./choice-filter.tsx";
import { type DrawSearch, parseDrawSearch, toDrawQuery } from "./draw-search.ts";

const LINES = 6;

/** The draws, the latest month first. */
export function DrawListPage({ search }: { search: DrawSearch }) {
  const { t } = useTranslation();
  const { id: communityId } = useCommunity();
  const found = useQuery(drawList(api, toDrawQuery(search, communityId)));
  if (found.error instanceof ApiProblem && found.error.status === 403) return <ForbiddenPage />;
  return (
    <div className={page.page}>
      <div className={page.head}>
        <Link className={styles.back} to="/callbacks">
          <Icon name="arrowLeft" />
          {t("callbacks.title")}
        </Link>
      </div>
      <header className={page.head}>
        <PageTitle>{t("callbacks.draws_title")}</PageTitle>
        <p>{t("callbacks.draws_text")}</p>
      </header>
      <Filters search={search} />
      <section aria-label={t("callbacks.draws_title")} className={page.sheet}>
        {found.isPending && <Skeleton label={t("app.loading")} lines={LINES} />}
        {found.isError && (
          <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />
        )}
        {found.data?.data.length === 0 && (
          <EmptyState icon="scales" title={t("callbacks.draws_empty")}>
            {t("callbacks.draws_empty_text")}
          </EmptyState>
        )}
        {found.data && found.data.data.length > 0 && <DrawTable rows={found.data.data} />}
      </section>
      <Pager cursor={search.cursor} next={found.data?.next_cursor} />
    </div>
  );
}

function Filters({ search }: { search: DrawSearch }) {
  const { t } = useTranslation();
  const label = useLabels();
  const navigate = useNavigate({ from: "/callbacks/draws/" });
  const narrow = (part: Record<string, string | undefined>) =>
    void navigate({ search: (now) => parseDrawSearch({ ...now, cursor: undefined, ...part }) });
  return (
    <div className={page.bar}>
      <label className={page.field}>
        {t("callbacks.period")}
        <input
          onChange={({ target }) => narrow({ period: target.value })}
          type="month"
          value={search.period ?? ""}
        />
      </label>
      <ChoiceFilter
        any={t("callbacks.any_kind")}
        name={t("callbacks.filter_kind")}
        onChoose={(kind) => narrow({ kind })}
        options={CALLBACK_KINDS.map((one) => ({ value: one, name: label("callback_kind", one) }))}
        value={search.kind}
      />
    </div>
  );
}

export function DrawState({ shown }: { shown: Pick<DrawRow, "settled_at"> }) {
  const { t } = useTranslation();
  return shown.settled_at ? (
    <Tag tone="green">{t("callbacks.settled")}</Tag>
  ) : (
    <Tag tone="blue">{t("callbacks.running")}</Tag>
  );
}

const FIGURES = ["population", "due", "drawn", "done", "short"] as const;
const FIGURE_NAMES = {
  population: "callbacks.population",
  due: "callbacks.due_count",
  drawn: "callbacks.drawn_count",
  done: "callbacks.done_count",
  short: "callbacks.short_count",
} as const;

function DrawTable({ rows }: { rows: DrawRow[] }) {
  const { t } = useTranslation();
  const label = useLabels();
  const columns: DataColumn<DrawRow>[] = [
    {
      key: "period",
      title: t("callbacks.period"),
      cell: (row) => (
        <Link className={styles.link} params={{ id: row.id }} to="/callbacks/draws/$id">
          {row.period} {label("callback_kind", row.kind)}
        </Link>
      ),
    },
    {
      key: "programme",
      title: t("callbacks.filter_programme"),
      cell: (row) => label("programme", row.programme),
    },
    ...FIGURES.map(
      (name): DataColumn<DrawRow> => ({
        key: name,
        title: t(FIGURE_NAMES[name]),
        align: "end",
        cell: (row) => row[name],
      }),
    ),
    { key: "state", title: t("callbacks.draw_state"), cell: (row) => <DrawState shown={row} /> },
  ];
  return (
    <DataTable
      columns={columns}
      idOf={(row) => row.id}
      label={t("callbacks.draws_title")}
      rows={rows}
    />
  );
}

/** The figures of a draw, each with its name. */
export function useFigures(shown: DrawRow): [string, string][] {
  const { t } = useTranslation();
  return FIGURES.map((name) => [t(FIGURE_NAMES[name]), String(shown[name])]);
}
