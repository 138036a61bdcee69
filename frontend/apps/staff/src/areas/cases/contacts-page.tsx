import "@shouwen/i18n/rooms/incidents.zh-CN.ts";
import "@shouwen/i18n/rooms/register.zh-CN.ts";
import { holds, me } from "@shouwen/api/access.ts";
import { contactList } from "@shouwen/api/contacts.ts";
import { ApiProblem } from "@shouwen/api/problem.ts";
import type { ContactRow } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
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
import { ForbiddenPage } from "../../shell/not-found-page.tsx";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";
import { Pager } from "../../shell/pager.tsx";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { SearchField } from "../../shell/search-field.tsx";
import { type ContactSearch, toContactQuery } from "./contact-search.ts";
import { useCallerName } from "./use-caller-name.ts";

const AnswerDialog = lazy(() => import("./answer-dialog.tsx"));
const BecomeDialog = lazy(() => import("./become-dialog.tsx"));
const REFRESH_MS = 30_000;
const LINES = 8;

type Asked = { about: ContactRow; act: "answer" | "become" } | undefined;

/** Everybody who reached us, with a case or without, and who still waits for an answer. */
export function ContactsPage({ search }: { search: ContactSearch }) {
  const { t } = useTranslation();
  const { id: communityId } = useCommunity();
  const [asked, setAsked] = useState<Asked>();
  const found = useQuery({
    ...contactList(api, toContactQuery(search, communityId)),
    refetchInterval: REFRESH_MS,
  });
  if (found.error instanceof ApiProblem && found.error.status === 403) return <ForbiddenPage />;
  return (
    <div className={page.page}>
      <header className={page.head}>
        <PageTitle>{t("cases.register.title")}</PageTitle>
        <p role="status">
          {found.data?.total_count !== undefined &&
            t("cases.register.total", { count: found.data.total_count })}
        </p>
      </header>
      <Filters search={search} />
      <section aria-label={t("cases.register.title")} className={page.sheet}>
        {found.isPending && <Skeleton label={t("app.loading")} lines={LINES} />}
        {found.isError && (
          <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />
        )}
        {found.data?.data.length === 0 && (
          <EmptyState icon="phone" title={t("cases.register.empty")}>
            {t("cases.register.empty_text")}
          </EmptyState>
        )}
        {found.data && found.data.data.length > 0 && (
          <Register onAsk={setAsked} rows={found.data.data} stale={found.isPlaceholderData} />
        )}
      </section>
      <Pager cursor={search.cursor} next={found.data?.next_cursor} />
      <Asking asked={asked} onClose={() => setAsked(undefined)} />
    </div>
  );
}

function Asking({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  const nameOf = useCallerName();
  if (!asked) return null;
  const { about, act } = asked;
  return (
    <Suspense>
      {act === "answer" ? (
        <AnswerDialog id={about.id} name={nameOf(about.person)} onClose={onClose} />
      ) : (
        <BecomeDialog contact={about} onClose={onClose} />
      )}
    </Suspense>
  );
}

function Filters({ search }: { search: ContactSearch }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: "/contacts" });
  const narrow = (part: { [Key in keyof ContactSearch]?: ContactSearch[Key] | undefined }) =>
    void navigate({ search: (now) => ({ ...now, cursor: undefined, ...part }) as ContactSearch });
  return (
    <div className={page.bar}>
      <SearchField
        hint={t("cases.register.search_hint")}
        label={t("cases.register.search")}
        onSearch={(q) => narrow({ q: q || undefined })}
        q={search.q}
      />
      {(["waiting", "without", "rang"] as const).map((name) => (
        <label className={page.tick} key={name}>
          <input
            checked={search[name] === "true"}
            onChange={({ target }) => narrow({ [name]: target.checked ? "true" : undefined })}
            type="checkbox"
          />
          {t(`cases.register.only_${name}`)}
        </label>
      ))}
      {Object.keys(search).length > 0 && (
        <Button icon="close" kind="quiet" onClick={() => void navigate({ search: {} })}>
          {t("cases.list.clear")}
        </Button>
      )}
    </div>
  );
}

function Register(props: { rows: ContactRow[]; stale: boolean; onAsk: (asked: Asked) => void }) {
  const { t } = useTranslation();
  return (
    <DataTable
      columns={useColumns(props.onAsk)}
      idOf={(row) => row.id}
      label={t("cases.register.title")}
      rows={props.rows}
      stale={props.stale}
    />
  );
}

function useColumns(onAsk: (asked: Asked) => void): DataColumn<ContactRow>[] {
  const { t } = useTranslation();
  const label = useLabels();
  const nameOf = useCallerName();
  return [
    {
      key: "heard",
      title: t("cases.register.heard"),
      cell: (row) => (
        <>
          <time className="figures" dateTime={row.heard_at}>
            {fullTime(row.heard_at)}
          </time>{" "}
          <span className={page.small}>{label("channel", row.channel)}</span>{" "}
          {row.rings !== null && row.rings > (row.rings_within ?? row.rings) && (
            <Tag tone="amber">{t("cases.register.rang_long", { rings: row.rings })}</Tag>
          )}
        </>
      ),
    },
    {
      key: "who",
      title: t("cases.register.who"),
      card: "plain",
      cell: (row) => (
        <>
          {nameOf(row.person)}{" "}
          {row.person.phone && <span className={page.small}>{row.person.phone}</span>}
        </>
      ),
    },
    {
      key: "said",
      title: t("cases.register.said"),
      card: "plain",
      cell: (row) => row.words ?? row.result ?? row.case?.title,
    },
    {
      key: "became",
      title: t("cases.register.became"),
      card: "plain",
      cell: (row) => <Became row={row} />,
    },
    {
      key: "state",
      title: t("cases.register.state"),
      card: "plain",
      cell: (row) => (
        <span className={page.row}>
          <Tag tone={row.state === "waiting" ? "amber" : "green"}>
            {label("contact_state", row.state)}
          </Tag>
          {row.reply_due_at && (
            <span className={page.small}>
              {t("cases.incident.due", { time: fullTime(row.reply_due_at) })}
            </span>
          )}
        </span>
      ),
    },
    {
      key: "acts",
      title: t("cases.case.actions"),
      card: "plain",
      cell: (row) => <Acts onAsk={onAsk} row={row} />,
    },
  ];
}

function Became({ row }: { row: ContactRow }) {
  const label = useLabels();
  if (!row.case) return <>{row.reason && label("no_case_reason", row.reason)}</>;
  return (
    <Link className={`${page.code} ${page.number}`} params={{ id: row.case.id }} to="/cases/$id">
      {row.case.number}
    </Link>
  );
}

/** What is still to be done about a call: tell whoever waits by themselves, or make a case of it. */
function Acts({ row, onAsk }: { row: ContactRow; onAsk: (asked: Asked) => void }) {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const nameOf = useCallerName();
  const about = <span className="aside">{nameOf(row.person)}</span>;
  const mayAnswer = row.reply_due_at && holds(person, "cases.respond");
  const mayBecome = !row.case && holds(person, "cases.hear");
  // Nothing at all: an empty cell has no heading on a telephone.
  if (!mayAnswer && !mayBecome) return null;
  return (
    <span className={page.row}>
      {mayAnswer && (
        <Button kind="quiet" onClick={() => onAsk({ about: row, act: "answer" })}>
          {t("cases.register.answer")} {about}
        </Button>
      )}
      {mayBecome && (
        <Button kind="quiet" onClick={() => onAsk({ about: row, act: "become" })}>
          {t("cases.register.become")} {about}
        </Button>
      )}
    </span>
  );
}
