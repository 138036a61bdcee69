import "@shouwen/i18n/rooms/organisation.zh-CN.ts";
import { holds, holdsEverywhere, me } from "@shouwen/api/access.ts";
import { staffList } from "@shouwen/api/staff.ts";
import type { StaffOut } from "@shouwen/api/types.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { type DataColumn, DataTable } from "@shouwen/ui/data-table.tsx";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import { Skeleton } from "@shouwen/ui/skeleton.tsx";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { useOneCommunity } from "../../shell/one-community.tsx";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";
import { Pager } from "../../shell/pager.tsx";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { SearchField } from "../../shell/search-field.tsx";
import { BackLink, PostLink, StaffLink } from "./links.tsx";
import { type StaffSearch, toStaffQuery } from "./staff-search.ts";
import { StaffState } from "./staff-state.tsx";

const NewStaffDialog = lazy(() => import("../../shell/new-staff-dialog.tsx"));
const LINES = 8;

/** Everybody who works here, with posts and departments. */
export function StaffListPage({ search }: { search: StaffSearch }) {
  const { t } = useTranslation();
  const community = useOneCommunity();
  const columns = useColumns();
  const { cursor, ...first } = search;
  const query = toStaffQuery(search, community?.id);
  const found = useQuery({ ...staffList(api, query), enabled: community !== undefined });
  const rows = found.data?.data;
  return (
    <div className={page.page}>
      <BackLink />
      <header className={page.head}>
        <PageTitle>{t("organisation.staff")}</PageTitle>
        <p>{!search.everybody && community?.name}</p>
        <Begin />
      </header>
      <Filters search={first} />
      {!search.everybody && <Beginners q={search.q ?? ""} />}
      <section aria-label={t("organisation.staff")} className={page.sheet}>
        {found.isPending && <Skeleton label={t("app.loading")} lines={LINES} />}
        {found.isError && (
          <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />
        )}
        {rows?.length === 0 && (
          <EmptyState icon="search" title={t("organisation.no_staff")}>
            {t("organisation.no_staff_text")}
          </EmptyState>
        )}
        {rows && rows.length > 0 && (
          <DataTable
            columns={columns}
            idOf={(row) => row.id}
            label={t("organisation.staff")}
            rows={rows}
            stale={found.isPlaceholderData}
          />
        )}
      </section>
      <Pager cursor={cursor} next={found.data?.next_cursor} />
    </div>
  );
}

function Begin() {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const [open, setOpen] = useState(false);
  if (!holds(person, "people.manage")) return null;
  return (
    <div className={page.tools}>
      <Button icon="person" onClick={() => setOpen(true)}>
        {t("organisation.new_staff")}
      </Button>
      {open && (
        <Suspense>
          <NewStaffDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}

/** Who works in no community yet stands in no roster: they are named above it. */
function Beginners({ q }: { q: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(
    staffList(api, { ...toStaffQuery({ q }, undefined), works_nowhere: true }),
  );
  if (!data?.data.length) return null;
  return (
    <section aria-label={t("organisation.beginners")} className={`${page.sheet} ${page.padded}`}>
      <p className={page.row}>
        <span className={page.soft}>{t("organisation.beginners")}</span>
        {data.data.map((staff) => (
          <StaffLink key={staff.id} staff={staff} />
        ))}
      </p>
    </section>
  );
}

function Filters({ search }: { search: StaffSearch }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: "/organisation/staff/" });
  const { data: person } = useSuspenseQuery(me(api));
  const seesThem = holds(person, "people.manage") || holdsEverywhere(person, "people.read");
  const narrow = ({ q, everybody }: StaffSearch) =>
    void navigate({
      search: { ...(q && { q }), ...(everybody && { everybody }) },
      replace: true,
    });
  return (
    <div className={page.bar}>
      <SearchField
        label={t("organisation.search_staff")}
        onSearch={(q) => narrow({ ...search, q })}
        q={search.q}
      />
      {seesThem && (
        <label className={page.tick}>
          <input
            checked={search.everybody === "true"}
            onChange={({ target }) => {
              const { everybody: _, ...rest } = search;
              narrow(target.checked ? { ...rest, everybody: "true" } : rest);
            }}
            type="checkbox"
          />
          {t("organisation.everybody")}
        </label>
      )}
    </div>
  );
}

function useColumns(): DataColumn<StaffOut>[] {
  const { t } = useTranslation();
  return [
    { key: "name", title: t("organisation.who"), cell: (row) => <StaffLink staff={row} /> },
    {
      key: "number",
      title: t("organisation.number"),
      cell: (row) => <span className="figures">{row.number}</span>,
    },
    {
      key: "posts",
      title: t("organisation.post"),
      cell: (row) =>
        row.posts.length > 0 && (
          <span className={page.row}>
            {row.posts.map((post) => (
              <PostLink key={post.id} post={post} />
            ))}
          </span>
        ),
    },
    {
      key: "departments",
      title: t("organisation.department"),
      cell: (row) => row.departments.map(({ name }) => name).join(" · "),
    },
    { key: "state", title: t("organisation.state"), cell: (row) => <StaffState staff={row} /> },
  ];
}
