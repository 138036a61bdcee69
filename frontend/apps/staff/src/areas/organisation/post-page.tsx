import "@shouwen/i18n/rooms/organisation.zh-CN.ts";
import { holdsFor, me } from "@shouwen/api/access.ts";
import { chartOf, holdingsOf, postById } from "@shouwen/api/organisation.ts";
import type { PostRow } from "@shouwen/api/types.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { Loaded, LoadedPage } from "../../shell/loaded.tsx";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";
import { Facts } from "./facts.tsx";
import { HoldingTable } from "./holding-table.tsx";
import { BackLink, PostLink, StaffLink } from "./links.tsx";

const PostDialog = lazy(() => import("./post-dialog.tsx"));

/** One post: its place in the chart, who answers for it, who holds and has held it. */
export function PostPage({ id }: { id: string }) {
  const post = useQuery(postById(api, id));
  return (
    <div className={page.page}>
      <LoadedPage query={post}>{(data) => <Shown post={data} />}</LoadedPage>
    </div>
  );
}

function Shown({ post }: { post: PostRow }) {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const holdings = useQuery(holdingsOf(api, post.id));
  const [changing, setChanging] = useState(false);
  const mayManage = holdsFor(person, "people.manage", post.community_id);
  return (
    <>
      <BackLink />
      <header className={page.head}>
        <PageTitle>{post.name}</PageTitle>
        {post.is_reception && <Tag tone="teal">{t("organisation.reception")}</Tag>}
        {post.holders.length === 0 && <Tag tone="amber">{t("organisation.vacant")}</Tag>}
        {mayManage && (
          <div className={page.tools}>
            <Button onClick={() => setChanging(true)}>{t("organisation.change_post")}</Button>
          </div>
        )}
      </header>
      <section aria-label={t("organisation.place")} className={`${page.sheet} ${page.padded}`}>
        <Place post={post} />
      </section>
      <Loaded query={holdings}>
        {({ data }) => <HoldingTable mayManage={mayManage} post={post} rows={data} />}
      </Loaded>
      {changing && (
        <Suspense>
          <PostDialog
            communityId={post.community_id}
            onClose={() => setChanging(false)}
            post={post}
          />
        </Suspense>
      )}
    </>
  );
}

function Place({ post }: { post: PostRow }) {
  const { t } = useTranslation();
  const chart = useQuery(chartOf(api, post.community_id));
  const answers = chart.data?.posts.find(({ id }) => id === post.id)?.answers;
  return (
    <Facts
      facts={[
        [t("organisation.department"), post.department?.name],
        [t("organisation.zone"), post.zone?.name],
        [t("organisation.superior_post"), post.superior && <PostLink post={post.superior} />],
        [t("organisation.deputy_post"), post.deputy && <PostLink post={post.deputy} />],
        [t("organisation.answers_now"), answers && <StaffLink staff={answers} />],
      ]}
      none={t("organisation.none")}
    />
  );
}
