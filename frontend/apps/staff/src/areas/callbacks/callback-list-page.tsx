import "@shouwen/i18n/rooms/callbacks.zh-CN.ts";
import { holds, me } from "@shouwen/api/access.ts";
import { callbackList } from "@shouwen/api/callbacks.ts";
import { ApiProblem } from "@shouwen/api/problem.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button, buttonClass } from "@shouwen/ui/button.tsx";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import { Skeleton } from "@shouwen/ui/skeleton.tsx";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { useCommunity } from "../../shell/community.tsx";
import { ForbiddenPage } from "../../shell/not-found-page.tsx";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";
import { Pager } from "../../shell/pager.tsx";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import {
  CALLBACK_KINDS,
  CALLBACK_STATES,
  type CallbackPart,
  type CallbackSearch,
  isNarrowed,
  PROGRAMMES,
  parseCallbackSearch,
  toCallbackQuery,
} from "./callback-search.ts";
import { CallbackTable } from "./callback-table.tsx";
import { ChoiceFilter } from "./choice-filter.tsx";

const REFRESH_MS = 30_000;
const LINES = 8;

/** Who is to be called back, the next due first; what narrows the queue stands in the address. */
export function CallbackListPage({ search }: { search: CallbackSearch }) {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const { id: communityId } = useCommunity();
  const query = toCallbackQuery(search, { staffId: person.staff_id, communityId });
  const found = useQuery({ ...callbackList(api, query), refetchInterval: REFRESH_MS });
  const total = found.data?.total_count;
  if (found.error instanceof ApiProblem && found.error.status === 403) return <ForbiddenPage />;
  return (
    <div className={page.page}>
      <header className={page.head}>
        <PageTitle>{t("callbacks.title")}</PageTitle>
        <p role="status">{total !== undefined && t("callbacks.total", { count: total })}</p>
        {holds(person, "callbacks.audit") && (
          <div className={page.tools}>
            <Link className={buttonClass("plain")} to="/callbacks/quarter">
              {t("callbacks.quarter_link")}
            </Link>
            <Link className={buttonClass("plain")} to="/callbacks/draws">
              {t("callbacks.draws")}
            </Link>
          </div>
        )}
      </header>
      <Filters search={search} />
      <section aria-label={t("callbacks.title")} className={page.sheet}>
        {found.isPending && <Skeleton label={t("app.loading")} lines={LINES} />}
        {found.isError && (
          <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />
        )}
        {found.data?.data.length === 0 && <NoCallbacks narrowed={isNarrowed(search)} />}
        {found.data && found.data.data.length > 0 && (
          <CallbackTable rows={found.data.data} stale={found.isPlaceholderData} />
        )}
      </section>
      <Pager cursor={search.cursor} next={found.data?.next_cursor} />
    </div>
  );
}

/** An empty queue says how something comes into it. */
function NoCallbacks({ narrowed }: { narrowed: boolean }) {
  const { t } = useTranslation();
  return narrowed ? (
    <EmptyState icon="filter" title={t("callbacks.empty_filtered")}>
      {t("callbacks.empty_filtered_text")}
    </EmptyState>
  ) : (
    <EmptyState icon="phone" title={t("callbacks.empty")}>
      {t("callbacks.empty_text")}
    </EmptyState>
  );
}

function Filters({ search }: { search: CallbackSearch }) {
  const { t } = useTranslation();
  const label = useLabels();
  const navigate = useNavigate({ from: "/callbacks/" });
  const narrow = (part: CallbackPart) =>
    void navigate({
      search: (now) => parseCallbackSearch({ ...now, cursor: undefined, ...part }),
    });
  return (
    <div className={page.bar}>
      <ChoiceFilter
        any={t("callbacks.waiting")}
        name={t("callbacks.filter_state")}
        onChoose={(state) => narrow({ state: state as CallbackSearch["state"] })}
        options={[
          ...CALLBACK_STATES.map((one) => ({ value: one, name: label("callback_state", one) })),
          { value: "all", name: t("callbacks.all") },
        ]}
        value={search.state}
      />
      <ChoiceFilter
        any={t("callbacks.any_kind")}
        name={t("callbacks.filter_kind")}
        onChoose={(kind) => narrow({ kind: kind as CallbackSearch["kind"] })}
        options={CALLBACK_KINDS.map((one) => ({ value: one, name: label("callback_kind", one) }))}
        value={search.kind}
      />
      <ChoiceFilter
        any={t("callbacks.any_programme")}
        name={t("callbacks.filter_programme")}
        onChoose={(one) => narrow({ programme: one as CallbackSearch["programme"] })}
        options={PROGRAMMES.map((one) => ({ value: one, name: label("programme", one) }))}
        value={search.programme}
      />
      <label className={page.tick}>
        <input
          checked={search.mine === "true"}
          onChange={({ target }) => narrow({ mine: target.checked ? "true" : undefined })}
          type="checkbox"
        />
        {t("callbacks.only_mine")}
      </label>
      {isNarrowed(search) && (
        <Button icon="close" kind="quiet" onClick={() => void navigate({ search: {} })}>
          {t("cases.list.clear")}
        </Button>
      )}
    </div>
  );
}
