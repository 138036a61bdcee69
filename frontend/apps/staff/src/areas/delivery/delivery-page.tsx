import "@shouwen/i18n/rooms/delivery.zh-CN.ts";
import { channelList, sendingList } from "@shouwen/api/delivery.ts";
import { ApiProblem } from "@shouwen/api/problem.ts";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import { Skeleton } from "@shouwen/ui/skeleton.tsx";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { ForbiddenPage } from "../../shell/not-found-page.tsx";
import { useOneCommunity } from "../../shell/one-community.tsx";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { ChannelTable } from "./channel-table.tsx";
import { SendingTable } from "./sending-table.tsx";

const REFRESH_MS = 5000;
const ROWS = 50;
const LINES = 4;

/** By which channels messages leave a community, and how they fare. */
export function DeliveryPage() {
  const { t } = useTranslation();
  const community = useOneCommunity();
  if (!community) return <Skeleton label={t("app.loading")} lines={LINES} />;
  return (
    <div className={page.page}>
      <header className={page.head}>
        <PageTitle>{t("delivery.title")}</PageTitle>
        <p>{community.name}</p>
      </header>
      <Channels communityId={community.id} />
      <Sendings communityId={community.id} />
    </div>
  );
}

function Channels({ communityId }: { communityId: string }) {
  const { t } = useTranslation();
  const found = useQuery(channelList(api, communityId));
  if (found.error instanceof ApiProblem && [403, 404].includes(found.error.status))
    return <ForbiddenPage />;
  return (
    <section aria-labelledby="channels" className={page.section}>
      <header>
        <h2 id="channels">{t("delivery.channels")}</h2>
      </header>
      <p className={page.hint}>{t("delivery.channels_text")}</p>
      <div className={page.sheet}>
        {found.isPending && <Skeleton label={t("app.loading")} lines={LINES} />}
        {found.isError && <ProblemNotice error={found.error} />}
        {found.data && <ChannelTable communityId={communityId} rows={found.data.data} />}
      </div>
    </section>
  );
}

function Sendings({ communityId }: { communityId: string }) {
  const { t } = useTranslation();
  const query = { community_id: [communityId], limit: ROWS };
  const found = useQuery({ ...sendingList(api, query), refetchInterval: REFRESH_MS });
  return (
    <section aria-labelledby="sendings" className={page.section}>
      <header>
        <h2 id="sendings">{t("delivery.sendings")}</h2>
      </header>
      <div className={page.sheet}>
        {found.isPending && <Skeleton label={t("app.loading")} lines={LINES} />}
        {found.data?.data.length === 0 && (
          <EmptyState icon="bell" title={t("delivery.nothing_sent")}>
            {t("delivery.nothing_sent_text")}
          </EmptyState>
        )}
        {found.data && found.data.data.length > 0 && <SendingTable rows={found.data.data} />}
      </div>
    </section>
  );
}
