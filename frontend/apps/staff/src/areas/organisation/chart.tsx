import type { ChartOut, ChartPost } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Icon } from "@shouwen/ui/icon.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useTranslation } from "react-i18next";
import page from "../../shell/page.module.css";
import styles from "./organisation.module.css";

/** Departments with their posts: who holds each, whom it answers to, and who answers for it right now. */
export function Chart({ chart }: { chart: ChartOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  const names = new Map(chart.posts.map((post) => [post.id, post.name]));
  const loose = chart.posts.filter((post) => !post.department_id);
  const groups = chart.departments.map((one) => ({
    id: one.id,
    name: one.name,
    kind: label("department_kind", one.kind),
    posts: chart.posts.filter((post) => post.department_id === one.id),
  }));
  if (loose.length > 0)
    groups.push({ id: "", name: t("organisation.no_department"), kind: "", posts: loose });
  return (
    <section aria-labelledby="chart" className={page.section}>
      <header>
        <h2 id="chart">{t("organisation.chart")}</h2>
      </header>
      <div className={styles.departments}>
        {groups.map(({ id, name, kind, posts }) => (
          <section aria-label={name} className={styles.department} key={id}>
            <h3>
              {name} {kind !== name && <span className={page.small}>{kind}</span>}
            </h3>
            {posts.length === 0 && <p className={page.small}>{t("organisation.no_posts")}</p>}
            <ul>
              {posts.map((post) => (
                <Post key={post.id} names={names} post={post} />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </section>
  );
}

function Post({ post, names }: { post: ChartPost; names: Map<string, string> }) {
  const { t } = useTranslation();
  const superior = post.superior_post_id && names.get(post.superior_post_id);
  const deputy = post.deputy_post_id && names.get(post.deputy_post_id);
  const present = post.holders.some(({ staff, away }) => !away && staff.id === post.answers?.id);
  return (
    <li className={styles.post}>
      <p className={page.row}>
        <strong>{post.name}</strong>
        {post.zone && <Tag>{post.zone.name}</Tag>}
        {post.is_reception && <Tag tone="teal">{t("organisation.reception")}</Tag>}
      </p>
      <p className={page.row}>
        {post.holders.length === 0 && <Tag tone="amber">{t("organisation.vacant")}</Tag>}
        {post.holders.map((holder) => (
          <span className={page.row} key={holder.id}>
            <Icon name="person" size={14} />
            {holder.staff.name}
            {holder.away && (
              <Tag tone="amber">
                {holder.away_until
                  ? t("organisation.away_until", { time: fullTime(holder.away_until) })
                  : t("organisation.away")}
              </Tag>
            )}
          </span>
        ))}
      </p>
      <p className={`${page.row} ${page.small}`}>
        {superior && <span>{t("organisation.superior", { name: superior })}</span>}
        {deputy && <span>{t("organisation.deputy", { name: deputy })}</span>}
        {!present && post.answers && (
          <span>{t("organisation.answers", { name: post.answers.name })}</span>
        )}
      </p>
    </li>
  );
}
