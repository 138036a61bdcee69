import "@shouwen/i18n/rooms/residents.zh-CN.ts";
import { holdsFor, me } from "@shouwen/api/access.ts";
import { residentList } from "@shouwen/api/residents.ts";
import type { ResidentRow } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button, buttonClass } from "@shouwen/ui/button.tsx";
import { type DataColumn, DataTable } from "@shouwen/ui/data-table.tsx";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import { Skeleton } from "@shouwen/ui/skeleton.tsx";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { ExportButton } from "../../shell/export-button.tsx";
import { useOneCommunity } from "../../shell/one-community.tsx";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { SearchField } from "../../shell/search-field.tsx";
import { ResidentLink, UnitLink } from "./links.tsx";
import { type ResidentSearch, toResidentQuery } from "./resident-search.ts";

const ResidentDialog = lazy(() => import("./resident-dialog.tsx"));

const LINES = 8;

/** All residents of a community, found by whatever somebody at the telephone says of themselves. */
export function ResidentListPage({ search }: { search: ResidentSearch }) {
  const { t } = useTranslation();
  const community = useOneCommunity();
  const { data: person } = useSuspenseQuery(me(api));
  const [adding, setAdding] = useState(false);
  const mayAdd = community && holdsFor(person, "people.edit", community.id);
  return (
    <div className={page.page}>
      <header className={page.head}>
        <PageTitle>{t("residents.title")}</PageTitle>
        <p>{community?.name}</p>
        <div className={page.tools}>
          {community && holdsFor(person, "exports.make", community.id) && (
            <ExportButton communityId={community.id} type="residents" />
          )}
          {mayAdd && (
            <Button kind="primary" onClick={() => setAdding(true)}>
              {t("residents.add")}
            </Button>
          )}
        </div>
      </header>
      <SearchBar q={search.q ?? ""} />
      <Found communityId={community?.id} search={search} />
      <Suspense>
        {adding && community && (
          <ResidentDialog communityId={community.id} onClose={() => setAdding(false)} />
        )}
      </Suspense>
    </div>
  );
}

function Found(props: { communityId: string | undefined; search: ResidentSearch }) {
  const { t } = useTranslation();
  const { communityId, search } = props;
  const columns = useColumns();
  const { cursor, ...first } = search;
  const query = toResidentQuery(search, communityId);
  const found = useQuery({ ...residentList(api, query), enabled: communityId !== undefined });
  const rows = found.data?.data;
  return (
    <>
      <section aria-label={t("residents.title")} className={page.sheet}>
        {found.isPending && <Skeleton label={t("app.loading")} lines={LINES} />}
        {found.isError && (
          <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />
        )}
        {rows?.length === 0 && (
          <EmptyState icon="search" title={t("residents.count_none")}>
            {t("residents.none_text")}
          </EmptyState>
        )}
        {rows && rows.length > 0 && (
          <DataTable
            columns={columns}
            idOf={(row) => row.id}
            label={t("residents.title")}
            rows={rows}
            stale={found.isPlaceholderData}
          />
        )}
      </section>
      <nav aria-label={t("cases.list.paging")} className={page.pager}>
        {cursor && (
          <Link className={buttonClass("plain")} search={first} to="/residents">
            {t("residents.first_page")}
          </Link>
        )}
        {found.data?.next_cursor && (
          <Link
            className={buttonClass("plain")}
            search={{ ...first, cursor: found.data.next_cursor }}
            to="/residents"
          >
            {t("residents.next_page")}
          </Link>
        )}
      </nav>
    </>
  );
}

function SearchBar({ q }: { q: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: "/residents/" });
  return (
    <div className={page.bar}>
      <SearchField
        label={t("residents.search")}
        onSearch={(words) => void navigate({ search: words ? { q: words } : {}, replace: true })}
        q={q}
      />
    </div>
  );
}

function useColumns(): DataColumn<ResidentRow>[] {
  const { t } = useTranslation();
  const label = useLabels();
  return [
    { key: "name", title: t("residents.name"), cell: (row) => <ResidentLink resident={row} /> },
    {
      key: "homes",
      title: t("residents.homes"),
      cell: (row) =>
        row.units.length > 0 && (
          <span className={page.row}>
            {row.units.map((home) => (
              <span key={home.household_id}>
                <UnitLink unit={home} />{" "}
                <span className={page.soft}>{label("relation", home.relation)}</span>
              </span>
            ))}
          </span>
        ),
    },
    {
      key: "phone",
      title: t("residents.phone"),
      cell: (row) => row.phone && <span className="figures">{row.phone}</span>,
    },
  ];
}
