import "@shouwen/i18n/rooms/organisation.zh-CN.ts";
import { holdsFor, me } from "@shouwen/api/access.ts";
import type { ChartDepartment, ChartOut, ChartPost } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import { Icon } from "@shouwen/ui/icon.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useSuspenseQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import page from "../../shell/page.module.css";
import { PostLink, StaffLink } from "./links.tsx";
import styles from "./organisation.module.css";

const PostDialog = lazy(() => import("./post-dialog.tsx"));
const DepartmentDialog = lazy(() => import("./department-dialog.tsx"));

interface Group {
  id: string;
  name: string;
  kind: string;
  posts: ChartPost[];
  department?: ChartDepartment;
}

/** Departments with their posts: who holds each, whom it answers to, and who answers for it right now. */
export function Chart({ chart }: { chart: ChartOut }) {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const [changed, setChanged] = useState<ChartDepartment>();
  const [adding, setAdding] = useState<"post" | "department">();
  const mayManage = holdsFor(person, "people.manage", chart.community.id);
  const groups = useGroups(chart);
  const names = new Map(chart.posts.map((post) => [post.id, post.name]));
  const dialog = {
    communityId: chart.community.id,
    onClose: () => {
      setAdding(undefined);
      setChanged(undefined);
    },
  };
  return (
    <section aria-labelledby="chart" className={page.section}>
      <header>
        <h2 id="chart">{t("organisation.chart")}</h2>
        {mayManage && (
          <div className={page.tools}>
            <Button icon="plus" onClick={() => setAdding("department")}>
              {t("organisation.new_department")}
            </Button>
            <Button icon="plus" onClick={() => setAdding("post")}>
              {t("organisation.new_post")}
            </Button>
          </div>
        )}
      </header>
      {groups.length === 0 && (
        <div className={page.sheet}>
          <EmptyState icon="people" title={t("organisation.no_chart")}>
            {t("organisation.no_chart_text")}
          </EmptyState>
        </div>
      )}
      <div className={styles.departments}>
        {groups.map((group) => (
          <Department
            group={group}
            key={group.id}
            names={names}
            {...(mayManage && { onChange: setChanged })}
          />
        ))}
      </div>
      <Suspense>
        {adding === "post" && <PostDialog {...dialog} />}
        {adding === "department" && <DepartmentDialog {...dialog} />}
        {changed && <DepartmentDialog {...dialog} department={changed} />}
      </Suspense>
    </section>
  );
}

function useGroups(chart: ChartOut): Group[] {
  const { t } = useTranslation();
  const label = useLabels();
  const groups: Group[] = chart.departments.map((department) => ({
    id: department.id,
    name: department.name,
    kind: label("department_kind", department.kind),
    posts: chart.posts.filter((post) => post.department_id === department.id),
    department,
  }));
  const posts = chart.posts.filter((post) => !post.department_id);
  if (posts.length > 0)
    groups.push({ id: "", name: t("organisation.no_department"), kind: "", posts });
  return groups;
}

function Department(props: {
  group: Group;
  names: Map<string, string>;
  onChange?: (department: ChartDepartment) => void;
}) {
  const { t } = useTranslation();
  const { onChange } = props;
  const { name, kind, posts, department } = props.group;
  return (
    <section aria-label={name} className={styles.department}>
      <header>
        <h3>
          {name} {kind !== name && <span className={page.small}>{kind}</span>}
        </h3>
        {department && onChange && (
          <Button
            aria-label={t("organisation.change_of", { name })}
            kind="quiet"
            onClick={() => onChange(department)}
          >
            {t("organisation.change")}
          </Button>
        )}
      </header>
      {posts.length === 0 && <p className={page.small}>{t("organisation.no_posts")}</p>}
      <ul>
        {posts.map((post) => (
          <Post key={post.id} names={props.names} post={post} />
        ))}
      </ul>
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
        <PostLink post={post} />
        {post.zone && <Tag>{post.zone.name}</Tag>}
        {post.is_reception && <Tag tone="teal">{t("organisation.reception")}</Tag>}
      </p>
      <p className={page.row}>
        {post.holders.length === 0 && <Tag tone="amber">{t("organisation.vacant")}</Tag>}
        {post.holders.map((holder) => (
          <span className={page.row} key={holder.id}>
            <Icon name="person" size={14} />
            <StaffLink staff={holder.staff} />
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
