import { journalSearch } from "@shouwen/api/system.ts";
import type { JournalRow } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { labels as eventsLabels } from "@shouwen/i18n/rooms/events.zh-CN.ts";
import { labels as journalLabels } from "@shouwen/i18n/rooms/journal.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button, buttonClass } from "@shouwen/ui/button.tsx";
import { type DataColumn, DataTable } from "@shouwen/ui/data-table.tsx";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { useCommunity } from "../../shell/community.tsx";
import { LoadedPage } from "../../shell/loaded.tsx";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";
import { Pager } from "../../shell/pager.tsx";
import { SearchField } from "../../shell/search-field.tsx";
import { type JournalSearch, toJournalQuery } from "./journal-search.ts";

const FactsDialog = lazy(() => import("./facts-dialog.tsx"));

const EVENTS = [...Object.keys(eventsLabels.event), ...Object.keys(journalLabels.other_event)];

/** Events of cases and promises are told on the page of a case as well; the others here alone. */
function useEventNames(): (event: string) => string {
  const label = useLabels();
  return (event) => label(event in eventsLabels.event ? "event" : "other_event", event);
}

/** Who did what to what, and when: the journal, searched. */
export function JournalPage({ search }: { search: JournalSearch }) {
  const { t } = useTranslation();
  const { id: communityId } = useCommunity();
  const found = useQuery(journalSearch(api, toJournalQuery(search, communityId)));
  const { cursor, ...first } = search;
  const next = found.data?.next_cursor;
  return (
    <div className={page.page}>
      <LoadedPage query={found}>
        {({ data }) => (
          <>
            <header className={page.head}>
              <PageTitle>{t("journal.title")}</PageTitle>
            </header>
            <Filters search={first} />
            <p className={page.hint}>{t("journal.hint")}</p>
            <Rows rows={data} stale={found.isPlaceholderData} />
            <Pager cursor={cursor} next={next} />
          </>
        )}
      </LoadedPage>
    </div>
  );
}

function Filters({ search }: { search: JournalSearch }) {
  const { t } = useTranslation();
  const nameOf = useEventNames();
  const navigate = useNavigate({ from: "/journal" });
  const narrow = (name: keyof JournalSearch, value: string) => {
    const { [name]: _, ...rest } = search;
    void navigate({ search: value ? { ...rest, [name]: value } : rest, replace: true });
  };
  return (
    <div className={page.bar}>
      <SearchField
        hint={t("journal.number_hint")}
        label={t("journal.number")}
        onSearch={(q) => narrow("q", q)}
        q={search.q}
      />
      <label className={page.field}>
        {t("journal.event")}
        <select onChange={({ target }) => narrow("event", target.value)} value={search.event ?? ""}>
          <option value="">{t("journal.any_event")}</option>
          {EVENTS.map((event) => (
            <option key={event} value={event}>
              {nameOf(event)}
            </option>
          ))}
        </select>
      </label>
      {(["from", "until"] as const).map((name) => (
        <label className={page.field} key={name}>
          {t(`journal.${name}`)}
          <input
            onChange={({ target }) => narrow(name, target.value)}
            type="date"
            value={search[name] ?? ""}
          />
        </label>
      ))}
      {(search.actor || search.subject) && (
        <Link className={buttonClass("quiet")} search={{}} to="/journal">
          {t("cases.list.clear")}
        </Link>
      )}
    </div>
  );
}

function Rows({ rows, stale }: { rows: JournalRow[]; stale: boolean }) {
  const { t } = useTranslation();
  const nameOf = useEventNames();
  const [shown, setShown] = useState<JournalRow>();
  const columns = useColumns(setShown);
  return (
    <section aria-label={t("journal.title")} className={page.sheet}>
      {rows.length === 0 && (
        <EmptyState icon="history" title={t("journal.nothing")}>
          {t("journal.nothing_text")}
        </EmptyState>
      )}
      {rows.length > 0 && (
        <DataTable
          columns={columns}
          idOf={({ id }) => id}
          label={t("journal.title")}
          rows={rows}
          stale={stale}
        />
      )}
      {shown && (
        <Suspense>
          <FactsDialog
            event={nameOf(shown.event)}
            onClose={() => setShown(undefined)}
            row={shown}
          />
        </Suspense>
      )}
    </section>
  );
}

function useColumns(onShow: (row: JournalRow) => void): DataColumn<JournalRow>[] {
  const { t } = useTranslation();
  const nameOf = useEventNames();
  return [
    {
      key: "when",
      title: t("journal.when"),
      cell: ({ at, recorded_at }) => (
        <>
          <time className="figures" dateTime={at}>
            {fullTime(at)}
          </time>
          {fullTime(recorded_at) !== fullTime(at) && (
            <span className={page.small}>
              {" "}
              {t("journal.recorded", { time: fullTime(recorded_at) })}
            </span>
          )}
        </>
      ),
    },
    { key: "who", title: t("journal.who"), cell: (row) => <Who row={row} /> },
    { key: "what", title: t("journal.what"), cell: ({ event }) => nameOf(event) },
    { key: "subject", title: t("journal.subject"), cell: (row) => <About row={row} /> },
    { key: "place", title: t("journal.place"), cell: ({ community }) => community?.name },
    {
      key: "facts",
      title: t("journal.facts"),
      cell: (row) => (
        <Button
          aria-label={t("journal.facts_of", { event: nameOf(row.event) })}
          kind="quiet"
          onClick={() => onShow(row)}
        >
          {t("journal.facts")}
        </Button>
      ),
    },
  ];
}

/** The name leads to all that this person did. */
function Who({ row }: { row: JournalRow }) {
  const { t } = useTranslation();
  const { actor, on_behalf_of: behalf } = row;
  if (actor.type === "system") return t("journal.system");
  return (
    <>
      <Link
        search={({ cursor: _, ...now }: JournalSearch) => ({ ...now, actor: actor.id })}
        to="/journal"
      >
        {actor.name ?? t("journal.unknown")}
      </Link>{" "}
      {behalf && t("journal.behalf", { name: behalf.name })}
    </>
  );
}

function About({ row }: { row: JournalRow }) {
  const { subject } = row;
  if (subject?.type !== "case") return null;
  return (
    <Link params={{ id: subject.id }} to="/cases/$id">
      {subject.number}
    </Link>
  );
}
