import "@shouwen/i18n/rooms/field.zh-CN.ts";
import { me } from "@shouwen/api/access.ts";
import type { CaseListQuery } from "@shouwen/api/cases.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import { Skeleton } from "@shouwen/ui/skeleton.tsx";
import { type QueryKey, useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { keepLastSeen } from "../../shell/outbox/last-seen.ts";
import { startsOffline } from "../../shell/outbox/offline-start.ts";
import { useKept } from "../../shell/outbox/use-outbox.ts";
import { PageTitle } from "../../shell/page-title.tsx";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { useOnline } from "../../shell/use-online.ts";
import { casePages } from "./case-pages.ts";
import styles from "./field.module.css";
import { FieldCard } from "./field-card.tsx";
import { inTheirPlaces } from "./field-places.ts";
import { KeptList } from "./kept-list.tsx";

const AT_ONCE = 100; // as many as the server gives at once
const REFRESH_MS = 30_000;
const OPEN: CaseListQuery = {
  queue: "mine",
  state: ["heard", "owned", "handling"],
  sort: "due_at",
  limit: AT_ONCE,
};

/** What waits for whoever is on their way, when opened the soonest due first: call, arrive, photograph, finish. */
export function FieldPage() {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const kept = useKept();
  const [pages, setPages] = useState(1);
  const found = useQuery({ ...casePages(OPEN, pages), refetchInterval: REFRESH_MS });
  const online = useOnline();
  useOfflineStart(person.person.id);
  const places = useRef<string[]>([]);
  const rows = inTheirPlaces(places.current, found.data?.rows ?? []);
  places.current = rows.map(({ id }) => id);
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <PageTitle>{t("field.title")}</PageTitle>
        {found.data && (
          <span className={styles.soft} role="status">
            {t(found.data.hasMore ? "field.first" : "field.count", { count: rows.length })}
          </span>
        )}
      </header>
      <LastSeen at={found.dataUpdatedAt} missing={!online || found.failureCount > 0} />
      <KeptList kept={kept} />
      {found.isPending && <Skeleton label={t("app.loading")} lines={4} />}
      {found.isError && !found.data && (
        <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />
      )}
      {found.data && rows.length === 0 && (
        <EmptyState icon="check" title={t("field.nothing")}>
          {t("field.nothing_text")}
        </EmptyState>
      )}
      <ul className={styles.cards}>
        {rows.map((row) => (
          <FieldCard key={row.id} kept={kept} personId={person.person.id} row={row} />
        ))}
      </ul>
      {found.data?.hasMore && (
        <Button busy={found.isPlaceholderData} onClick={() => setPages(pages + 1)}>
          {t("field.more")}
        </Button>
      )}
    </div>
  );
}

/** Where no answer comes, it is said how old this is. */
function LastSeen({ at, missing }: { at: number; missing: boolean }) {
  const { t } = useTranslation();
  if (!missing || !at) return null;
  return (
    <p className={styles.asOf} role="status">
      {t("field.as_of", { time: fullTime(new Date(at).toISOString()) })}
    </p>
  );
}

/** What this page shows is kept on the device, and so is the page. */
function useOfflineStart(person: string): void {
  const queries = useQueryClient();
  useEffect(() => {
    startsOffline();
    return keepLastSeen(queries, person, isShown);
  }, [queries, person]);
}

/** The lists of this page, and the cases behind its cards. */
function isShown([room, , what]: QueryKey): boolean {
  return room === "cases" && (what === "pages" || what === "case");
}
