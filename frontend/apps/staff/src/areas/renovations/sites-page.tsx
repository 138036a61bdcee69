import "@shouwen/i18n/rooms/renovations.zh-CN.ts";
import { ApiProblem } from "@shouwen/api/problem.ts";
import { siteList } from "@shouwen/api/renovations.ts";
import type { SiteOut } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button, buttonClass } from "@shouwen/ui/button.tsx";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import { Skeleton } from "@shouwen/ui/skeleton.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { useCommunity } from "../../shell/community.tsx";
import { ForbiddenPage } from "../../shell/not-found-page.tsx";
import { useKept } from "../../shell/outbox/use-outbox.ts";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { RenovationTabs } from "./renovation-tabs.tsx";
import { RenovationStateTag } from "./renovation-tags.tsx";
import styles from "./renovations.module.css";

const InspectDialog = lazy(() => import("./inspect-dialog.tsx"));
const REFRESH_MS = 60_000;
const LINES = 5;

/** The sites to be looked at today, on the phone: those nobody has seen yet first (RN-06). */
export function SitesPage() {
  const { t } = useTranslation();
  const { id: communityId } = useCommunity();
  const found = useQuery({ ...siteList(api, communityId), refetchInterval: REFRESH_MS });
  const kept = useKept();
  const [visited, setVisited] = useState<SiteOut | null>(null);
  if (found.error instanceof ApiProblem && found.error.status === 403) return <ForbiddenPage />;
  const sites = [...(found.data?.data ?? [])].sort(
    (one, other) => Number(one.inspected_at !== null) - Number(other.inspected_at !== null),
  );
  return (
    <div className={page.page}>
      <header className={page.head}>
        <PageTitle>{t("renovations.sites")}</PageTitle>
      </header>
      <RenovationTabs />
      {found.isPending && <Skeleton label={t("app.loading")} lines={LINES} />}
      {found.isError && <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && sites.length === 0 && (
        <EmptyState icon="check" title={t("renovations.no_sites")}>
          {t("renovations.no_sites_text")}
        </EmptyState>
      )}
      <ul className={`${styles.list} ${styles.sites}`}>
        {sites.map((site) => (
          <li className={styles.card} key={site.id}>
            <Site
              kept={kept.some(({ about, act }) => about === site.id && act.verb === "inspect")}
              onVisit={() => setVisited(site)}
              site={site}
            />
          </li>
        ))}
      </ul>
      {visited && (
        <Suspense>
          <InspectDialog onClose={() => setVisited(null)} site={visited} />
        </Suspense>
      )}
    </div>
  );
}

function Site(props: { site: SiteOut; kept: boolean; onVisit: () => void }) {
  const { site, kept, onVisit } = props;
  const { t } = useTranslation();
  const label = useLabels();
  return (
    <>
      <span className={styles.cardHead}>
        <strong>{site.unit.label}</strong>
        <RenovationStateTag state={site.state} />
        {site.inspected_at ? (
          <Tag tone="green">{t("renovations.looked", { time: fullTime(site.inspected_at) })}</Tag>
        ) : (
          <Tag tone="amber">{t(kept ? "renovations.looked_waits" : "renovations.not_looked")}</Tag>
        )}
        {site.open_violations > 0 && (
          <Tag tone="red">{t("renovations.open_violations", { count: site.open_violations })}</Tag>
        )}
      </span>
      <span>
        {site.title} <span className={page.code}>{site.number}</span>{" "}
        <span className={page.small}>{t("renovations.until", { day: site.ends_on })}</span>
      </span>
      <span className={styles.line}>
        <Button icon="check" kind="primary" onClick={onVisit}>
          {label("renovation_action", "inspect")}
        </Button>
        <Link className={buttonClass("plain")} params={{ id: site.id }} to="/renovations/$id">
          {t("renovations.open_file")}
        </Link>
      </span>
    </>
  );
}
