import "@shouwen/i18n/rooms/renovations.zh-CN.ts";
import { holds, me } from "@shouwen/api/access.ts";
import { ApiProblem } from "@shouwen/api/problem.ts";
import { renovationList } from "@shouwen/api/renovations.ts";
import type { RenovationRow, RenovationState } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import { Skeleton } from "@shouwen/ui/skeleton.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { useCommunity } from "../../shell/community.tsx";
import { ForbiddenPage } from "../../shell/not-found-page.tsx";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";
import { Pager } from "../../shell/pager.tsx";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { parseRenovationSearch, type RenovationSearch } from "./renovation-search.ts";
import { RenovationTabs } from "./renovation-tabs.tsx";
import { RenovationStateTag, Waits } from "./renovation-tags.tsx";
import styles from "./renovations.module.css";

const ApplyDialog = lazy(() => import("./apply-dialog.tsx"));
const REFRESH_MS = 30_000;
const LINES = 8;
const MOST = 100;
const LANES: {
  name: "application" | "formalities" | "site" | "acceptance" | "money";
  states: RenovationState[];
}[] = [
  { name: "application", states: ["draft", "submitted", "reviewed"] },
  { name: "formalities", states: ["approved", "signed", "deposit_paid", "permitted"] },
  { name: "site", states: ["under_way", "stopped", "expired"] },
  { name: "acceptance", states: ["initial_accepted", "observed"] },
  { name: "money", states: ["final_accepted", "settled", "refunded"] },
];
const OVER: RenovationState[] = ["rejected", "cancelled", "closed"];

/** Every renovation by where it stands, with what it waits for. */
export function RenovationBoardPage({ search }: { search: RenovationSearch }) {
  const { t, i18n } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const { id: communityId } = useCommunity();
  const [applying, setApplying] = useState(false);
  const states = LANES.flatMap((lane) => lane.states);
  const found = useQuery({
    ...renovationList(
      api,
      {
        limit: MOST,
        include: ["total_count"],
        state: search.over ? [...states, ...OVER] : states,
        ...(search.q && { q: search.q }),
        ...(communityId && { community_id: [communityId] }),
        ...(search.cursor && { cursor: search.cursor }),
      },
      i18n.language,
    ),
    refetchInterval: REFRESH_MS,
  });
  if (found.error instanceof ApiProblem && found.error.status === 403) return <ForbiddenPage />;
  const rows = found.data?.data ?? [];
  const total = found.data?.total_count;
  return (
    <div className={page.page}>
      <header className={page.head}>
        <PageTitle>{t("renovations.title")}</PageTitle>
        <p role="status">{total !== undefined && t("renovations.total", { count: total })}</p>
        {holds(person, "renovations.apply") && communityId && (
          <div className={page.tools}>
            <Button icon="plus" kind="primary" onClick={() => setApplying(true)}>
              {t("renovations.apply")}
            </Button>
          </div>
        )}
      </header>
      <RenovationTabs />
      <Filters search={search} />
      {found.isPending && <Skeleton label={t("app.loading")} lines={LINES} />}
      {found.isError && <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && rows.length === 0 && (
        <EmptyState icon="building" title={t("renovations.empty")}>
          {t("renovations.empty_text")}
        </EmptyState>
      )}
      {rows.length > 0 && <Board over={search.over === "true"} rows={rows} />}
      <Pager cursor={search.cursor} next={found.data?.next_cursor} />
      {applying && communityId && (
        <Suspense>
          <ApplyDialog communityId={communityId} onClose={() => setApplying(false)} />
        </Suspense>
      )}
    </div>
  );
}

function Board({ rows, over }: { rows: RenovationRow[]; over: boolean }) {
  const { t } = useTranslation();
  return (
    <div className={styles.board}>
      {LANES.map(({ name, states }) => {
        const shown = over && name === "money" ? [...states, ...OVER] : states;
        const cards = rows.filter(({ state }) => shown.includes(state));
        return (
          <section className={styles.lane} key={name}>
            <h2>
              {t(`renovations.column_${name}`)} <span className={styles.count}>{cards.length}</span>
            </h2>
            {cards.length === 0 && <p className={page.small}>{t("renovations.none_here")}</p>}
            {cards.map((row) => (
              <Card key={row.id} row={row} />
            ))}
          </section>
        );
      })}
    </div>
  );
}

function Card({ row }: { row: RenovationRow }) {
  const { t } = useTranslation();
  return (
    <Link className={styles.card} params={{ id: row.id }} to="/renovations/$id">
      <span className={styles.cardHead}>
        <strong>{row.unit.label}</strong>
        <RenovationStateTag state={row.state} />
      </span>
      <span>{row.title}</span>
      <span className={page.code}>{row.number}</span>
      <Waits shown={row} />
      <span className={styles.marks}>
        {row.open_violations > 0 && (
          <Tag tone="red">{t("renovations.open_violations", { count: row.open_violations })}</Tag>
        )}
        {row.due_at && (
          <span className={page.small}>
            {t("renovations.due")} {fullTime(row.due_at)}
          </span>
        )}
      </span>
    </Link>
  );
}

function Filters({ search }: { search: RenovationSearch }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: "/renovations/" });
  const narrow = (part: Record<string, unknown>) =>
    void navigate({
      search: (now) => parseRenovationSearch({ ...now, cursor: undefined, ...part }),
    });
  return (
    <form
      className={page.bar}
      onSubmit={(event) => {
        event.preventDefault();
        narrow({ q: String(new FormData(event.currentTarget).get("q") ?? "").trim() });
      }}
    >
      <label className={page.field}>
        {t("renovations.search")}
        <input defaultValue={search.q} maxLength={100} name="q" type="search" />
      </label>
      <label className={page.tick}>
        <input
          checked={search.over === "true"}
          onChange={({ target }) => narrow({ over: target.checked ? "true" : undefined })}
          type="checkbox"
        />
        {t("renovations.over_too")}
      </label>
    </form>
  );
}
