import "@shouwen/i18n/rooms/late.zh-CN.ts";
import { holds, me } from "@shouwen/api/access.ts";
import { caseList } from "@shouwen/api/cases.ts";
import { commitmentList } from "@shouwen/api/commitments.ts";
import { ApiProblem } from "@shouwen/api/problem.ts";
import type { CaseRow, CommitmentRow } from "@shouwen/api/types.ts";
import { buttonClass } from "@shouwen/ui/button.tsx";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import { Skeleton } from "@shouwen/ui/skeleton.tsx";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { useCommunity } from "../../shell/community.tsx";
import { ForbiddenPage } from "../../shell/not-found-page.tsx";
import { PageTitle } from "../../shell/page-title.tsx";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { CommitmentClock } from "../../shell/promises/commitment-state.tsx";
import { CommitmentTools } from "../../shell/promises/commitment-tools.tsx";
import { Heading, SubjectLink } from "../../shell/promises/subject-link.tsx";
import { CallColleague } from "./call-colleague.tsx";
import styles from "./late.module.css";
import { byPerson, whomToCall } from "./late-groups.ts";
import { UrgeButton } from "./urge-button.tsx";

const Approvals = lazy(() => import("./approvals.tsx"));
const MOST = 100;
const REFRESH_MS = 30_000;

/** For who answers for the others, on a phone: who is late now and with what, what they ask, what waits for a ruling. */
export function LatePage() {
  const { t } = useTranslation();
  const { id } = useCommunity();
  const here = id ? { community_id: [id] } : {};
  const late = useQuery({
    ...commitmentList(api, { ...here, overdue: true, sort: "due_at", limit: MOST }),
    refetchInterval: REFRESH_MS,
  });
  if (late.error instanceof ApiProblem && late.error.status === 403) return <ForbiddenPage />;
  const rows = late.data?.data ?? [];
  const asked = rows.filter((row) => row.excuse_asked_at);
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <PageTitle>{t("late.title")}</PageTitle>
        {late.data && (
          <span className={styles.soft} role="status">
            {t(late.data.next_cursor ? "late.first" : "late.count", { count: rows.length })}
          </span>
        )}
      </header>
      {late.isPending && <Skeleton label={t("app.loading")} lines={5} />}
      {late.isError && <ProblemNotice error={late.error} onRetry={() => void late.refetch()} />}
      <Suspense>
        <Approvals here={here} />
      </Suspense>
      <Rulings here={here} />
      {asked.length > 0 && <Group named rows={asked} title={t("late.asked")} />}
      {byPerson(rows.filter((row) => !row.excuse_asked_at)).map(([who, of]) => (
        <Group key={who} rows={of} title={who} />
      ))}
      {late.data?.next_cursor && (
        <Link className={buttonClass()} search={{ overdue: "true" }} to="/commitments">
          {t("late.all")}
        </Link>
      )}
      {late.data && rows.length === 0 && (
        <EmptyState icon="check" title={t("late.nobody")}>
          {t("late.nobody_text")}
        </EmptyState>
      )}
    </div>
  );
}

function Group(props: {
  title: string;
  rows: CommitmentRow[];
  /** Whether each card says whose it is, where the heading does not. */
  named?: boolean;
}) {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const { title, rows, named } = props;
  const callee = named ? undefined : whomToCall(rows, person.staff_id);
  return (
    <section aria-label={title} className={styles.group}>
      <div className={styles.line}>
        <h2>
          {title} <span className={styles.soft}>{t("late.things", { count: rows.length })}</span>
        </h2>
        {callee && <CallColleague callee={callee} named={callee.name === title} />}
      </div>
      <ul className={styles.cards}>
        {rows.map((row) => (
          <li className={styles.card} key={row.id}>
            <p className={styles.line}>
              <strong>{row.title}</strong>
              <span className={styles.over}>
                <CommitmentClock shown={row} />
              </span>
            </p>
            <p className={styles.line}>
              <SubjectLink className={styles.number} subject={row.subject} />
              <Heading shown={row} />
              {named && <span className={styles.soft}>{row.responsible.name}</span>}
            </p>
            <CommitmentTools shown={row}>
              {row.subject.type === "case" && holds(person, "cases.urge") && (
                <UrgeButton row={row} />
              )}
            </CommitmentTools>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Matters of which two say they are not theirs: they wait for one word. */
function Rulings({ here }: { here: { community_id?: string[] } }) {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const found = useQuery({
    ...caseList(api, { ...here, disputed: true, limit: MOST }),
    enabled: holds(person, "cases.arbitrate"),
  });
  const rows: CaseRow[] = found.data?.data ?? [];
  if (rows.length === 0) return null;
  return (
    <section aria-label={t("late.rulings")} className={styles.group}>
      <h2>
        {t("late.rulings")}{" "}
        <span className={styles.soft}>{t("late.things", { count: rows.length })}</span>
      </h2>
      <ul className={styles.cards}>
        {rows.map((row) => (
          <li className={styles.card} key={row.id}>
            <strong>{row.title}</strong>
            <p className={styles.line}>
              <Link className={buttonClass("primary")} params={{ id: row.id }} to="/cases/$id">
                {t("late.rule", { number: row.number })}
              </Link>
              <span className={styles.soft}>{row.first_responder.name}</span>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
