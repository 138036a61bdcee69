import "@shouwen/i18n/rooms/record.zh-CN.ts";
import "@shouwen/i18n/rooms/residents.zh-CN.ts";
import { holds, me } from "@shouwen/api/access.ts";
import type { Dossier } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useSuspenseQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { ResidentLink } from "./links.tsx";
import styles from "./people.module.css";
import { Phone } from "./phone.tsx";

const MoveInDialog = lazy(() => import("./move-in-dialog.tsx"));
const MoveOutDialog = lazy(() => import("./move-out-dialog.tsx"));
const HouseholdDialog = lazy(() => import("./household-dialog.tsx"));
const MemberDialog = lazy(() => import("./member-dialog.tsx"));
const ResidentDialog = lazy(() => import("./resident-dialog.tsx"));
const LeaveDialog = lazy(() => import("./leave-dialog.tsx"));

type Household = Dossier["households"][number];
type Occupant = Household["members"][number];

/** Who lives in a unit, how they are reached, and how they move in and out. */
export function UnitHomes({ unit, households }: Pick<Dossier, "unit" | "households">) {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const [movingIn, setMovingIn] = useState(false);
  const mayEdit = holds(person, "people.edit");
  return (
    <>
      {households.map((household) => (
        <Home household={household} key={household.id} mayEdit={mayEdit} unit={unit} />
      ))}
      {households.length === 0 && (
        <div className={styles.household}>
          <p className={styles.quiet}>{t("residents.vacant")}</p>
          {mayEdit && (
            <div className={styles.line}>
              <Button onClick={() => setMovingIn(true)}>{t("residents.move_in")}</Button>
            </div>
          )}
        </div>
      )}
      <Suspense>
        {movingIn && <MoveInDialog onClose={() => setMovingIn(false)} unit={unit} />}
      </Suspense>
    </>
  );
}

interface HomeProps {
  unit: Dossier["unit"];
  household: Household;
  mayEdit: boolean;
}

function Home({ unit, household, mayEdit }: HomeProps) {
  const { t } = useTranslation();
  const label = useLabels();
  return (
    <div className={styles.household}>
      <p className={`${styles.line} ${styles.quiet}`}>
        <span>{label("household_kind", household.kind)}</span>
        <time className="figures" dateTime={household.since}>
          {t("cases.unit.since", { day: fullTime(household.since).slice(0, 10) })}
        </time>
      </p>
      {household.members.length === 0 && <p className={styles.quiet}>{t("cases.known.nobody")}</p>}
      <ul className={styles.list}>
        {household.members.map((member) => (
          <Member
            household={household}
            key={member.id}
            mayEdit={mayEdit}
            member={member}
            unit={unit}
          />
        ))}
      </ul>
      {mayEdit && <HomeActions household={household} unit={unit} />}
    </div>
  );
}

function HomeActions({ unit, household }: Omit<HomeProps, "mayEdit">) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<"member" | "new" | "kind" | "out">();
  const onClose = () => setOpen(undefined);
  return (
    <div className={styles.line}>
      <Button onClick={() => setOpen("new")}>{t("residents.add_new_member")}</Button>
      <Button onClick={() => setOpen("member")}>{t("residents.add_member")}</Button>
      <Button onClick={() => setOpen("kind")}>{t("residents.change_kind")}</Button>
      <Button kind="danger" onClick={() => setOpen("out")}>
        {t("residents.move_out")}
      </Button>
      <Suspense>
        {open === "new" && (
          <ResidentDialog
            communityId={unit.community_id}
            householdId={household.id}
            onClose={onClose}
          />
        )}
        {open === "member" && (
          <MemberDialog communityId={unit.community_id} household={household} onClose={onClose} />
        )}
        {open === "kind" && <HouseholdDialog household={household} onClose={onClose} unit={unit} />}
        {open === "out" && (
          <MoveOutDialog householdId={household.id} onClose={onClose} unit={unit} />
        )}
      </Suspense>
    </div>
  );
}

function Member({ member, household, unit, mayEdit }: HomeProps & { member: Occupant }) {
  const { t } = useTranslation();
  const label = useLabels();
  const [open, setOpen] = useState<"change" | "leave">();
  const onClose = () => setOpen(undefined);
  return (
    <li>
      <p className={styles.line}>
        <strong>
          <ResidentLink resident={member} />
        </strong>
        <span className={styles.quiet}>{label("relation", member.relation)}</span>
        {member.is_emergency_contact && <Tag tone="red">{t("residents.emergency")}</Tag>}
        {!member.is_adult && <Tag tone="neutral">{t("cases.unit.minor")}</Tag>}
        {member.note && <Tag tone="amber">{member.note}</Tag>}
      </p>
      {member.phone && <Phone masked={member.phone} of={member} />}
      {mayEdit && (
        <p className={styles.tools}>
          <Button kind="quiet" onClick={() => setOpen("change")}>
            {t("residents.member")} <span className="aside">{member.name}</span>
          </Button>
          <Button kind="quiet" onClick={() => setOpen("leave")}>
            {t("residents.leave")} <span className="aside">{member.name}</span>
          </Button>
        </p>
      )}
      <Suspense>
        {open === "change" && (
          <MemberDialog
            communityId={unit.community_id}
            household={household}
            member={member}
            onClose={onClose}
          />
        )}
        {open === "leave" && (
          <LeaveDialog householdId={household.id} member={member} onClose={onClose} />
        )}
      </Suspense>
    </li>
  );
}
