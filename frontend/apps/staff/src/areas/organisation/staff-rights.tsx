import "@shouwen/i18n/rooms/organisation.zh-CN.ts";
import "@shouwen/i18n/rooms/rights.zh-CN.ts";
import { holds, me } from "@shouwen/api/access.ts";
import { grantList } from "@shouwen/api/grants.ts";
import type { StaffOut } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { Loaded } from "../../shell/loaded.tsx";
import page from "../../shell/page.module.css";
import { usePlaceWords } from "../../shell/place-words.ts";
import { Section } from "../../shell/section.tsx";

const GiveDialog = lazy(() => import("./give-dialog.tsx"));
const GrantDialog = lazy(() => import("../../shell/grant-dialog.tsx"));
const LinkDialog = lazy(() => import("../../shell/link-dialog.tsx"));

const MOST_ROLES = 50;

/** What somebody needs to begin: a post, a role, and a link for the first sign-in. */
export default function StaffRights({ staff }: { staff: StaffOut }) {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const [open, setOpen] = useState<"post" | "role" | "link">();
  const dialog = { staff, onClose: () => setOpen(undefined) };
  const givesRoles = holds(person, "access.manage");
  return (
    <Section
      title={t("rights.of_staff")}
      tools={
        <div className={page.tools}>
          {holds(person, "people.manage") && (
            <Button icon="plus" onClick={() => setOpen("post")}>
              {t("organisation.give")}
            </Button>
          )}
          {givesRoles && (
            <>
              <Button icon="plus" onClick={() => setOpen("role")}>
                {t("rights.give")}
              </Button>
              <Button icon="link" onClick={() => setOpen("link")}>
                {t("rights.link")}
              </Button>
            </>
          )}
        </div>
      }
    >
      {staff.posts.length === 0 && <p className={page.hint}>{t("rights.no_post")}</p>}
      {givesRoles && <Roles staffId={staff.id} />}
      <Suspense>
        {open === "post" && <GiveDialog {...dialog} />}
        {open === "role" && <GrantDialog {...dialog} />}
        {open === "link" && <LinkDialog {...dialog} />}
      </Suspense>
    </Section>
  );
}

function Roles({ staffId }: { staffId: string }) {
  const { t } = useTranslation();
  const label = useLabels();
  const placeOf = usePlaceWords();
  const held = useQuery(grantList(api, { staff_id: [staffId], limit: MOST_ROLES }));
  return (
    <Loaded query={held}>
      {({ data }) =>
        data.length > 0 ? (
          <ul>
            {data.map((grant) => (
              <li key={grant.id}>
                {label("role", grant.role)} · {placeOf(grant)}
              </li>
            ))}
          </ul>
        ) : (
          <p className={page.hint}>{t("rights.no_role")}</p>
        )
      }
    </Loaded>
  );
}
