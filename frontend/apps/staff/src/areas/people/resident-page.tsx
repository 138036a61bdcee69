import "@shouwen/i18n/rooms/residents.zh-CN.ts";
import { holds, holdsFor, me } from "@shouwen/api/access.ts";
import { caseList } from "@shouwen/api/cases.ts";
import { residentById } from "@shouwen/api/people.ts";
import type { Resident } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Icon } from "@shouwen/ui/icon.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";
import { BackLink, ResidentLink, UnitLink } from "./links.tsx";
import styles from "./people.module.css";
import { Phone } from "./phone.tsx";
import { useUndoMerge } from "./use-undo-merge.ts";

const ResidentDialog = lazy(() => import("./resident-dialog.tsx"));
const MergeDialog = lazy(() => import("./merge-dialog.tsx"));
const VoidDialog = lazy(() => import("./void-dialog.tsx"));

const CASES_SHOWN = 20;

/** All that is known of somebody: how they are reached, where they live, what they raised. */
export function ResidentPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const label = useLabels();
  const { data: resident } = useSuspenseQuery(residentById(api, id));
  return (
    <div className={page.page}>
      <BackLink />
      <header className={page.head}>
        <PageTitle>{resident.name}</PageTitle>
        {resident.note && <Tag tone="amber">{resident.note}</Tag>}
        {resident.state !== "known" && (
          <Tag tone="neutral">{label("resident_state", resident.state)}</Tag>
        )}
        {resident.state === "known" && <Actions resident={resident} />}
      </header>
      {resident.merged_into && <WentInto into={resident.merged_into} resident={resident} />}
      <About resident={resident} />
      <Section title={t("residents.homes")}>
        <Homes resident={resident} />
      </Section>
      <Cases residentId={resident.id} />
      {resident.merged.length > 0 && (
        <Section title={t("residents.merged_from")}>
          <Merged resident={resident} />
        </Section>
      )}
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className={`${page.sheet} ${page.padded} ${page.section}`}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Actions({ resident }: { resident: Resident }) {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const [open, setOpen] = useState<"change" | "merge" | "void">();
  const dialog = { resident, onClose: () => setOpen(undefined) };
  if (!holds(person, "people.edit")) return null;
  return (
    <div className={page.tools}>
      <Button onClick={() => setOpen("change")}>{t("residents.change")}</Button>
      {holdsFor(person, "people.merge", resident.community_id) && (
        <Button onClick={() => setOpen("merge")}>{t("residents.merge")}</Button>
      )}
      {resident.units.length === 0 && (
        <Button kind="danger" onClick={() => setOpen("void")}>
          {t("residents.void")}
        </Button>
      )}
      <Suspense>
        {open === "change" && (
          <ResidentDialog {...dialog} communityId={resident.community_id} key={resident.version} />
        )}
        {open === "merge" && <MergeDialog {...dialog} />}
        {open === "void" && <VoidDialog {...dialog} />}
      </Suspense>
    </div>
  );
}

function WentInto(props: { resident: Resident; into: { id: string; name: string } }) {
  const { t } = useTranslation();
  return (
    <div className={page.alarm}>
      <Icon name="alert" />
      <p className={`${styles.line} ${styles.went}`}>
        {t("residents.merged_into")} <ResidentLink resident={props.into} />
        <Undo resident={props.resident} mergedId={props.resident.id} />
      </p>
    </div>
  );
}

function Undo({ resident, mergedId }: { resident: Resident; mergedId: string }) {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const undo = useUndoMerge();
  if (!holdsFor(person, "people.merge", resident.community_id)) return null;
  return (
    <Button busy={undo.isPending} kind="quiet" onClick={() => undo.mutate(mergedId)}>
      {t("residents.undo")}
    </Button>
  );
}

function About({ resident }: { resident: Resident }) {
  const { t } = useTranslation();
  const label = useLabels();
  const none = <span className={styles.none}>{t("residents.none")}</span>;
  return (
    <section aria-label={t("residents.about")} className={`${page.sheet} ${page.padded}`}>
      <dl className={styles.facts}>
        <div>
          <dt>{t("residents.phones")}</dt>
          <dd>
            {resident.phone && <Phone masked={resident.phone} of={resident} />}
            {resident.other_phones.map(({ id, phone }) => (
              <Phone key={id} masked={phone} of={resident} phoneId={id} />
            ))}
            {!resident.phone && resident.other_phones.length === 0 && none}
          </dd>
        </div>
        <div>
          <dt>{t("residents.language")}</dt>
          <dd>{resident.language ? label("language", resident.language) : none}</dd>
        </div>
        <div>
          <dt>{t("residents.sign_in")}</dt>
          <dd>{t(resident.can_sign_in ? "residents.signs_in" : "residents.no_sign_in")}</dd>
        </div>
      </dl>
    </section>
  );
}

function Homes({ resident }: { resident: Resident }) {
  const { t } = useTranslation();
  const label = useLabels();
  if (resident.units.length === 0) return <p className={styles.quiet}>{t("residents.no_homes")}</p>;
  return (
    <ul className={styles.list}>
      {resident.units.map((home) => (
        <li className={styles.line} key={home.household_id}>
          <UnitLink unit={home} />
          <span className={styles.quiet}>{label("relation", home.relation)}</span>
        </li>
      ))}
    </ul>
  );
}

function Merged({ resident }: { resident: Resident }) {
  return (
    <ul className={styles.list}>
      {resident.merged.map((one) => (
        <li className={styles.line} key={one.id}>
          <ResidentLink resident={one} />
          <time className={`figures ${styles.quiet}`} dateTime={one.merged_at}>
            {fullTime(one.merged_at)}
          </time>
          <Undo mergedId={one.id} resident={resident} />
        </li>
      ))}
    </ul>
  );
}

function Cases({ residentId }: { residentId: string }) {
  const { t } = useTranslation();
  const label = useLabels();
  const { data: person } = useSuspenseQuery(me(api));
  const mayRead = holds(person, "cases.read");
  const found = useQuery({
    ...caseList(api, { resident_id: [residentId], limit: CASES_SHOWN }),
    enabled: mayRead,
  });
  if (!mayRead || !found.data) return null;
  const { data: cases } = found.data;
  return (
    <Section title={t("residents.cases")}>
      {cases.length === 0 && <p className={styles.quiet}>{t("residents.no_cases")}</p>}
      <ul className={styles.list}>
        {cases.map((row) => (
          <li className={styles.line} key={row.id}>
            <Link className={styles.link} params={{ id: row.id }} to="/cases/$id">
              {row.number}
            </Link>
            <span>{row.title}</span>
            <span className={styles.quiet}>{label("state", row.state)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
