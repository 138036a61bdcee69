import { me } from "@shouwen/api/access.ts";
import { type CaseListQuery, caseList } from "@shouwen/api/cases.ts";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import { Skeleton } from "@shouwen/ui/skeleton.tsx";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { useKept } from "../../shell/outbox/use-outbox.ts";
import { PageTitle } from "../../shell/page-title.tsx";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import styles from "./field.module.css";
import { FieldCard } from "./field-card.tsx";
import { KeptList } from "./kept-list.tsx";

const MOST = 100; // as many as the server gives at once
const REFRESH_MS = 30_000;
const OPEN: CaseListQuery = {
  queue: "mine",
  state: ["heard", "owned", "handling"],
  sort: "due_at",
  limit: MOST,
};

/** What waits for whoever is on their way, the soonest due first: call, arrive, photograph, finish. */
export function FieldPage() {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const kept = useKept();
  const found = useQuery({ ...caseList(api, OPEN), refetchInterval: REFRESH_MS });
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <PageTitle>{t("field.title")}</PageTitle>
        {found.data && (
          <span className={styles.soft} role="status">
            {t("field.count", { count: found.data.data.length })}
          </span>
        )}
      </header>
      <KeptList kept={kept} />
      {found.isPending && <Skeleton label={t("app.loading")} lines={4} />}
      {found.isError && !found.data && (
        <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />
      )}
      {found.data?.data.length === 0 && (
        <EmptyState icon="check" title={t("field.nothing")}>
          {t("field.nothing_text")}
        </EmptyState>
      )}
      <ul className={styles.cards}>
        {found.data?.data.map((row) => (
          <FieldCard key={row.id} kept={kept} personId={person.person.id} row={row} />
        ))}
      </ul>
    </div>
  );
}
