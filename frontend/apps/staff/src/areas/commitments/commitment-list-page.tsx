import { me } from "@shouwen/api/access.ts";
import { commitmentList } from "@shouwen/api/commitments.ts";
import { ApiProblem } from "@shouwen/api/problem.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import { Skeleton } from "@shouwen/ui/skeleton.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { useCommunity } from "../../shell/community.tsx";
import { ForbiddenPage } from "../../shell/not-found-page.tsx";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";
import { Pager } from "../../shell/pager.tsx";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import {
  COMMITMENT_STATES,
  type CommitmentPart,
  type CommitmentSearch,
  toCommitmentQuery,
} from "../../shell/promises/commitment-search.ts";
import { CommitmentTable } from "./commitment-table.tsx";

const REFRESH_MS = 30_000;
const LINES = 8;

/** The very promises behind any figure: what narrows them stands in the address. */
export function CommitmentListPage({ search }: { search: CommitmentSearch }) {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const { id: communityId } = useCommunity();
  const query = toCommitmentQuery(search, { staffId: person.staff_id, communityId });
  const found = useQuery({ ...commitmentList(api, query), refetchInterval: REFRESH_MS });
  if (found.error instanceof ApiProblem && found.error.status === 403) return <ForbiddenPage />;
  return (
    <div className={page.page}>
      <header className={page.head}>
        <PageTitle>{t("commitments.title")}</PageTitle>
        <p role="status">
          {found.data?.total_count !== undefined &&
            t("commitments.total", { count: found.data.total_count })}
        </p>
      </header>
      <Filters search={search} />
      <section aria-label={t("commitments.title")} className={page.sheet}>
        {found.isPending && <Skeleton label={t("app.loading")} lines={LINES} />}
        {found.isError && (
          <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />
        )}
        {found.data?.data.length === 0 && (
          <EmptyState icon="clock" title={t("commitments.empty")}>
            {t("commitments.empty_text")}
          </EmptyState>
        )}
        {found.data && found.data.data.length > 0 && (
          <CommitmentTable rows={found.data.data} stale={found.isPlaceholderData} />
        )}
      </section>
      <Pager cursor={search.cursor} next={found.data?.next_cursor} />
    </div>
  );
}

function Filters({ search }: { search: CommitmentSearch }) {
  const { t } = useTranslation();
  const label = useLabels();
  const navigate = useNavigate({ from: "/commitments" });
  const narrow = (part: CommitmentPart) =>
    void navigate({
      search: (now) => ({ ...now, cursor: undefined, ...part }) as CommitmentSearch,
    });
  const others = (["key", "subject_id", "responsible_id", "zone_id", "department_id"] as const)
    .filter((name) => search[name])
    .map((name) => t(`commitments.by_${name}`));
  return (
    <div className={page.bar}>
      <label className={page.field}>
        {t("commitments.state")}
        <select
          onChange={({ target }) =>
            narrow({ state: COMMITMENT_STATES.filter((one) => one === target.value) })
          }
          value={search.state?.[0] ?? ""}
        >
          <option value="">{t("commitments.any_state")}</option>
          {COMMITMENT_STATES.map((one) => (
            <option key={one} value={one}>
              {label("commitment_state", one)}
            </option>
          ))}
        </select>
      </label>
      {(["overdue", "mine"] as const).map((name) => (
        <label className={page.tick} key={name}>
          <input
            checked={search[name] === "true"}
            onChange={({ target }) => narrow({ [name]: target.checked ? "true" : undefined })}
            type="checkbox"
          />
          {t(`commitments.only_${name}`)}
        </label>
      ))}
      {(["from", "until"] as const).map((name) => (
        <label className={page.field} key={name}>
          {t(`commitments.due_${name}`)}
          <input
            onChange={({ target }) => narrow({ [name]: target.value || undefined })}
            type="date"
            value={search[name] ?? ""}
          />
        </label>
      ))}
      {others.map((name) => (
        <Tag key={name} tone="teal">
          {name}
        </Tag>
      ))}
      {Object.keys(search).length > 0 && (
        <Button icon="close" kind="quiet" onClick={() => void navigate({ search: {} })}>
          {t("cases.list.clear")}
        </Button>
      )}
    </div>
  );
}
