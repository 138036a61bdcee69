import "@shouwen/i18n/rooms/organisation.zh-CN.ts";
import { holds, holdsFor, me } from "@shouwen/api/access.ts";
import { staffMember } from "@shouwen/api/staff.ts";
import type { MeOut, StaffOut } from "@shouwen/api/types.ts";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { LoadedPage } from "../../shell/loaded.tsx";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";
import { Facts } from "./facts.tsx";
import { BackLink, PostLink } from "./links.tsx";
import { StaffActions } from "./staff-actions.tsx";
import { StaffState } from "./staff-state.tsx";

const StaffRights = lazy(() => import("./staff-rights.tsx"));

const PLACING = ["people.manage", "access.manage"];

/** Where somebody works, and what can be done when they change, leave or come back. */
export function StaffPage({ id }: { id: string }) {
  const member = useQuery(staffMember(api, id));
  return (
    <div className={page.page}>
      <LoadedPage query={member}>{(data) => <Shown staff={data} />}</LoadedPage>
    </div>
  );
}

/** Everywhere they work must be the reader's to manage; for what is not shown here the server answers. */
function mayManage(person: MeOut, staff: StaffOut): boolean {
  return (
    holds(person, "people.manage") &&
    staff.posts.every((post) => holdsFor(person, "people.manage", post.community_id))
  );
}

function Shown({ staff }: { staff: StaffOut }) {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  return (
    <>
      <BackLink staff />
      <header className={page.head}>
        <PageTitle>{staff.name}</PageTitle>
        <StaffState staff={staff} />
        {mayManage(person, staff) && (
          <StaffActions isReader={staff.id === person.staff_id} staff={staff} />
        )}
      </header>
      <section aria-label={t("organisation.about")} className={`${page.sheet} ${page.padded}`}>
        <Facts
          facts={[
            [t("organisation.number"), staff.number],
            [
              t("organisation.posts_held"),
              staff.posts.length > 0 && (
                <span className={page.row}>
                  {staff.posts.map((post) => (
                    <PostLink key={post.id} post={post} />
                  ))}
                </span>
              ),
            ],
            [t("organisation.department"), staff.departments.map(({ name }) => name).join(" · ")],
          ]}
          none={t("organisation.none")}
        />
      </section>
      {staff.active && PLACING.some((permission) => holds(person, permission)) && (
        <Suspense>
          <StaffRights staff={staff} />
        </Suspense>
      )}
      {!staff.active && <p className={page.hint}>{t("organisation.left_text")}</p>}
    </>
  );
}
