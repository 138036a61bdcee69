import "@shouwen/i18n/rooms/delivery.zh-CN.ts";
import { acknowledgeAll, messageList } from "@shouwen/api/delivery.ts";
import { ApiProblem } from "@shouwen/api/problem.ts";
import { currentLanguage } from "@shouwen/i18n/i18n.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import { Skeleton } from "@shouwen/ui/skeleton.tsx";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { ForbiddenPage } from "../../shell/not-found-page.tsx";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";
import { Pager } from "../../shell/pager.tsx";
import { ProblemNotice, problemText } from "../../shell/problem-notice.tsx";
import { MessageCard } from "./message-card.tsx";
import styles from "./messages.module.css";

const ReachDialog = lazy(() => import("./reach-dialog.tsx"));
const REFRESH_MS = 15_000;
const ROWS = 20;
const LINES = 8;

interface Search {
  acknowledged?: "false";
  cursor?: string;
}

/** What the reader was told, the unheard first. */
export function MessagesPage({ search }: { search: Search }) {
  const { t } = useTranslation();
  const [reaching, setReaching] = useState(false);
  const { cursor } = search;
  const query = {
    limit: ROWS,
    ...(search.acknowledged && { acknowledged: false }),
    ...(cursor && { cursor }),
  };
  const found = useQuery({
    ...messageList(api, query, currentLanguage()),
    refetchInterval: REFRESH_MS,
  });
  if (found.error instanceof ApiProblem && found.error.status === 403) return <ForbiddenPage />;
  const rows = found.data?.data ?? [];
  return (
    <div className={page.page}>
      <header className={page.head}>
        <PageTitle>{t("messages.title")}</PageTitle>
        <div className={page.tools}>
          <Button icon="phone" onClick={() => setReaching(true)}>
            {t("reach.mine")}
          </Button>
          <HeardAll off={rows.every((row) => row.acknowledged_at !== null)} />
        </div>
      </header>
      <Unheard search={search} />
      <section aria-label={t("messages.title")} className={page.sheet}>
        {found.isPending && <Skeleton label={t("app.loading")} lines={LINES} />}
        {found.isError && (
          <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />
        )}
        {found.data && rows.length === 0 && (
          <EmptyState icon="bell" title={t("messages.empty")}>
            {t("messages.empty_text")}
          </EmptyState>
        )}
        {rows.length > 0 && (
          <ul aria-busy={found.isPlaceholderData || undefined} className={styles.list}>
            {rows.map((row) => (
              <MessageCard key={row.id} row={row} />
            ))}
          </ul>
        )}
      </section>
      <Pager cursor={cursor} next={found.data?.next_cursor} />
      {reaching && (
        <Suspense>
          <ReachDialog onClose={() => setReaching(false)} />
        </Suspense>
      )}
    </div>
  );
}

function Unheard({ search }: { search: Search }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: "/messages" });
  return (
    <div className={page.bar}>
      <label className={page.tick}>
        <input
          checked={search.acknowledged === "false"}
          onChange={({ target }) =>
            void navigate({ search: target.checked ? { acknowledged: "false" } : {} })
          }
          type="checkbox"
        />
        {t("messages.only_unheard")}
      </label>
    </div>
  );
}

function HeardAll({ off }: { off: boolean }) {
  const { t } = useTranslation();
  const toast = useToast();
  const queries = useQueryClient();
  const heard = useMutation({
    mutationFn: () => acknowledgeAll(api),
    onSuccess: ({ data }) => {
      toast.done(t("messages.heard_count", { count: data.acknowledged }));
      void queries.invalidateQueries({ queryKey: ["messages"] });
    },
    onError: (error) => toast.trouble(problemText(error, t)),
  });
  if (off) return null;
  return (
    <Button busy={heard.isPending} icon="check" onClick={() => heard.mutate()}>
      {t("messages.heard_all")}
    </Button>
  );
}
