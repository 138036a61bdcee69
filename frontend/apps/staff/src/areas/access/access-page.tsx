import "@shouwen/i18n/rooms/organisation.zh-CN.ts";
import { holds, me } from "@shouwen/api/access.ts";
import { grantList } from "@shouwen/api/grants.ts";
import type { GrantRow } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { labels } from "@shouwen/i18n/rooms/rights.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { type DataColumn, DataTable } from "@shouwen/ui/data-table.tsx";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { useCommunity } from "../../shell/community.tsx";
import { LoadedPage } from "../../shell/loaded.tsx";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";
import { Pager } from "../../shell/pager.tsx";
import { usePlaceWords } from "../../shell/place-words.ts";
import { SearchField } from "../../shell/search-field.tsx";
import { type GrantSearch, toGrantQuery } from "./grant-search.ts";

const GrantDialog = lazy(() => import("../../shell/grant-dialog.tsx"));
const EndGrantDialog = lazy(() => import("./end-grant-dialog.tsx"));
const RolesDialog = lazy(() => import("./roles-dialog.tsx"));
const NewStaffDialog = lazy(() => import("../../shell/new-staff-dialog.tsx"));

/** Who may do what where, and letting people in. */
export function AccessPage({ search }: { search: GrantSearch }) {
  const { id: communityId } = useCommunity();
  const { cursor, ...first } = search;
  const found = useQuery(grantList(api, toGrantQuery(search, communityId)));
  const next = found.data?.next_cursor;
  return (
    <div className={page.page}>
      <LoadedPage query={found}>
        {({ data, total_count }) => (
          <>
            <Head total={total_count} />
            <Filters search={first} />
            <Grants rows={data} stale={found.isPlaceholderData} />
            <Pager cursor={cursor} next={next} />
          </>
        )}
      </LoadedPage>
    </div>
  );
}

function Head({ total }: { total: number | undefined }) {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const [open, setOpen] = useState<"give" | "roles" | "staff">();
  const close = () => setOpen(undefined);
  return (
    <header className={page.head}>
      <PageTitle>{t("rights.screen")}</PageTitle>
      <p role="status">{total !== undefined && t("rights.total", { count: total })}</p>
      <div className={page.tools}>
        <Button icon="list" onClick={() => setOpen("roles")}>
          {t("rights.roles")}
        </Button>
        {holds(person, "people.manage") && (
          <Button icon="person" onClick={() => setOpen("staff")}>
            {t("organisation.new_staff")}
          </Button>
        )}
        <Button icon="plus" kind="primary" onClick={() => setOpen("give")}>
          {t("rights.give")}
        </Button>
      </div>
      <Suspense>
        {open === "give" && <GrantDialog onClose={close} />}
        {open === "roles" && <RolesDialog onClose={close} />}
        {open === "staff" && <NewStaffDialog onClose={close} />}
      </Suspense>
    </header>
  );
}

function Filters({ search }: { search: GrantSearch }) {
  const { t } = useTranslation();
  const label = useLabels();
  const navigate = useNavigate({ from: "/access" });
  const narrow = (part: { [Key in keyof GrantSearch]: GrantSearch[Key] | undefined }) =>
    void navigate({ search: { ...search, ...part } as GrantSearch, replace: true });
  return (
    <div className={page.bar}>
      <SearchField
        label={t("rights.search")}
        onSearch={(q) => narrow({ q: q || undefined })}
        q={search.q}
      />
      <label className={page.field}>
        {t("rights.role")}
        <select
          onChange={({ target }) => narrow({ role: target.value || undefined })}
          value={search.role ?? ""}
        >
          <option value="">{t("rights.any_role")}</option>
          {Object.keys(labels.role).map((role) => (
            <option key={role} value={role}>
              {label("role", role)}
            </option>
          ))}
        </select>
      </label>
      <label className={page.tick}>
        <input
          checked={search.ended === "true"}
          onChange={({ target }) => narrow({ ended: target.checked ? "true" : undefined })}
          type="checkbox"
        />
        {t("rights.ended")}
      </label>
    </div>
  );
}

function Grants({ rows, stale }: { rows: GrantRow[]; stale: boolean }) {
  const { t } = useTranslation();
  const [ended, setEnded] = useState<GrantRow>();
  const [seen, setSeen] = useState<GrantRow>();
  const columns = useColumns(setSeen, setEnded);
  return (
    <section aria-label={t("rights.screen")} className={page.sheet}>
      {rows.length === 0 && (
        <EmptyState icon="lock" title={t("rights.nobody")}>
          {t("rights.nobody_text")}
        </EmptyState>
      )}
      {rows.length > 0 && (
        <DataTable
          columns={columns}
          idOf={(row) => row.id}
          label={t("rights.screen")}
          rows={rows}
          stale={stale}
        />
      )}
      <Suspense>
        {ended && <EndGrantDialog grant={ended} onClose={() => setEnded(undefined)} />}
        {seen && <RolesDialog grant={seen} onClose={() => setSeen(undefined)} />}
      </Suspense>
    </section>
  );
}

function useColumns(
  onSee: (grant: GrantRow) => void,
  onEnd: (grant: GrantRow) => void,
): DataColumn<GrantRow>[] {
  const { t } = useTranslation();
  const label = useLabels();
  const placeOf = usePlaceWords();
  const named = ({ staff, role }: GrantRow) => ({ name: staff.name, role: label("role", role) });
  return [
    {
      key: "staff",
      title: t("rights.staff"),
      cell: ({ staff }) => (
        <Link params={{ id: staff.id }} to="/organisation/staff/$id">
          {staff.name}
        </Link>
      ),
    },
    { key: "role", title: t("rights.role"), cell: ({ role }) => label("role", role) },
    { key: "place", title: t("rights.place"), cell: placeOf },
    { key: "since", title: t("rights.since"), cell: ({ since }) => <Day at={since} /> },
    { key: "until", title: t("rights.until"), cell: ({ until }) => until && <Day at={until} /> },
    {
      key: "act",
      title: t("rights.act"),
      cell: (row) => (
        <span className={page.row}>
          <Button
            aria-label={t("rights.see_as_of", named(row))}
            kind="quiet"
            onClick={() => onSee(row)}
          >
            {t("rights.see_as")}
          </Button>
          {!row.until && (
            <Button
              aria-label={t("rights.end_of", named(row))}
              kind="quiet"
              onClick={() => onEnd(row)}
            >
              {t("rights.end")}
            </Button>
          )}
        </span>
      ),
    },
  ];
}

function Day({ at }: { at: string }) {
  return (
    <time className="figures" dateTime={at} title={fullTime(at)}>
      {fullTime(at).slice(0, 10)}
    </time>
  );
}
