import { holds, holdsFor, me } from "@shouwen/api/access.ts";
import { ApiProblem } from "@shouwen/api/problem.ts";
import { type DefectRow, defectList } from "@shouwen/api/warranties.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { labels } from "@shouwen/i18n/rooms/defects.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { type DataColumn, DataTable } from "@shouwen/ui/data-table.tsx";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import { Skeleton } from "@shouwen/ui/skeleton.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { useCommunity } from "../../shell/community.tsx";
import { ExportButton } from "../../shell/export-button.tsx";
import { ForbiddenPage } from "../../shell/not-found-page.tsx";
import { useOneCommunity } from "../../shell/one-community.tsx";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";
import { Pager } from "../../shell/pager.tsx";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { SearchField } from "../../shell/search-field.tsx";
import { DefectCounts } from "./defect-counts.tsx";
import { type DefectSearch, toDefectQuery } from "./defect-search.ts";
import { stageTone } from "./defect-verbs.ts";

const PartiesDialog = lazy(() => import("./parties-dialog.tsx"));
const LINES = 8;

/** The ledger of warranty defects: where each stands with the developer, and how they add up (RP-12). */
export function DefectsPage({ search }: { search: DefectSearch }) {
  const { t } = useTranslation();
  const { id: shownId } = useCommunity();
  const community = useOneCommunity();
  const { data: person } = useSuspenseQuery(me(api));
  const [asking, setAsking] = useState(false);
  const found = useQuery(defectList(api, toDefectQuery(search, shownId)));
  if (found.error instanceof ApiProblem && found.error.status === 403) return <ForbiddenPage />;
  const rows = found.data?.data;
  return (
    <div className={page.page}>
      <header className={page.head}>
        <PageTitle>{t("defects.title")}</PageTitle>
        <p role="status">
          {found.data?.total_count !== undefined &&
            t("defects.total", { count: found.data.total_count })}
        </p>
        {community && (
          <div className={page.tools}>
            <Button onClick={() => setAsking(true)}>{t("defects.parties")}</Button>
            {holds(person, "exports.make") && (
              <ExportButton communityId={community.id} type="defects" />
            )}
          </div>
        )}
      </header>
      {community && <DefectCounts communityId={community.id} />}
      <Filters search={search} />
      <section aria-label={t("defects.title")} className={page.sheet}>
        {found.isPending && <Skeleton label={t("app.loading")} lines={LINES} />}
        {found.isError && (
          <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />
        )}
        {rows?.length === 0 && (
          <EmptyState icon="check" title={t("defects.none")}>
            {t("defects.none_text")}
          </EmptyState>
        )}
        {rows && rows.length > 0 && <Ledger rows={rows} stale={found.isPlaceholderData} />}
      </section>
      <Pager cursor={search.cursor} next={found.data?.next_cursor} />
      {asking && community && (
        <Suspense>
          <PartiesDialog
            communityId={community.id}
            mayManage={holdsFor(person, "cases.manage_parties", community.id)}
            mayReveal={holdsFor(person, "people.reveal", community.id)}
            onClose={() => setAsking(false)}
          />
        </Suspense>
      )}
    </div>
  );
}

function Filters({ search }: { search: DefectSearch }) {
  const { t } = useTranslation();
  const label = useLabels();
  const navigate = useNavigate({ from: "/defects" });
  const narrow = (part: { [Key in keyof DefectSearch]?: DefectSearch[Key] | undefined }) =>
    void navigate({ search: (now) => ({ ...now, cursor: undefined, ...part }) as DefectSearch });
  return (
    <div className={page.bar}>
      <SearchField
        hint={t("defects.search_hint")}
        label={t("defects.search")}
        onSearch={(q) => narrow({ q: q || undefined })}
        q={search.q}
      />
      {(["stage", "size"] as const).map((name) => {
        const list = name === "stage" ? "defect_stage" : "defect_size";
        return (
          <label className={page.field} key={name}>
            {t(`defects.${name}`)}
            <select
              onChange={({ target }) => narrow({ [name]: target.value || undefined })}
              value={search[name] ?? ""}
            >
              <option value="">{t("defects.any")}</option>
              {Object.keys(labels[list]).map((value) => (
                <option key={value} value={value}>
                  {label(list, value)}
                </option>
              ))}
            </select>
          </label>
        );
      })}
      <label className={page.tick}>
        <input
          checked={search.overdue === "true"}
          onChange={({ target }) => narrow({ overdue: target.checked ? "true" : undefined })}
          type="checkbox"
        />
        {t("defects.overdue")}
      </label>
      {Object.keys(search).length > 0 && (
        <Button icon="close" kind="quiet" onClick={() => void navigate({ search: {} })}>
          {t("cases.list.clear")}
        </Button>
      )}
    </div>
  );
}

function Ledger({ rows, stale }: { rows: DefectRow[]; stale: boolean }) {
  const { t } = useTranslation();
  return (
    <DataTable
      columns={useColumns()}
      idOf={(row) => row.id}
      label={t("defects.title")}
      rows={rows}
      stale={stale}
    />
  );
}

function useColumns(): DataColumn<DefectRow>[] {
  const { t } = useTranslation();
  const label = useLabels();
  return [
    {
      key: "number",
      title: t("defects.number"),
      cell: (row) => (
        <Link
          className={`${page.code} ${page.number}`}
          params={{ id: row.case_id }}
          to="/cases/$id"
        >
          {row.number}
        </Link>
      ),
    },
    {
      key: "title",
      title: t("defects.matter"),
      cell: (row) => (
        <span>
          {row.title} <span className={page.small}>{row.unit?.name}</span>
        </span>
      ),
    },
    { key: "size", title: t("defects.size"), cell: (row) => label("defect_size", row.size) },
    {
      key: "stage",
      title: t("defects.stage"),
      cell: (row) => <Tag tone={stageTone(row.stage)}>{label("defect_stage", row.stage)}</Tag>,
    },
    {
      key: "party",
      title: t("defects.party"),
      cell: (row) =>
        row.party && (
          <span>
            {row.party.company} <span className={page.small}>{row.party.name}</span>
          </span>
        ),
    },
    {
      key: "due",
      title: t("defects.due"),
      cell: (row) => (
        <span className={page.row}>
          {row.due_at && (
            <time className="figures" dateTime={row.due_at}>
              {fullTime(row.due_at)}
            </time>
          )}
          {row.overdue && <Tag tone="red">{t("defects.is_overdue")}</Tag>}
        </span>
      ),
    },
    { key: "owner", title: t("defects.owner"), cell: (row) => row.owner.name },
  ];
}
