import "@shouwen/i18n/rooms/renovations.zh-CN.ts";
import { renovationById } from "@shouwen/api/renovations.ts";
import type { RenovationOut } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Icon } from "@shouwen/ui/icon.tsx";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";
import { Facts, Section } from "../../shell/section.tsx";
import thing from "../../shell/thing.module.css";
import { Chain, Papers } from "./file-papers.tsx";
import { Acceptances, Passes, Violations, Visits } from "./file-site.tsx";
import { Money } from "./money.tsx";
import { RenovationStateTag, Waits } from "./renovation-tags.tsx";
import { RenovationTools } from "./renovation-tools.tsx";
import styles from "./renovations.module.css";

const REFRESH_MS = 30_000;

/** One file (RN-18): what it waits for, what may be done, and everything that was. */
export function RenovationPage({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  const { data: shown } = useSuspenseQuery({
    ...renovationById(api, id, i18n.language),
    refetchInterval: REFRESH_MS,
  });
  return (
    <div className={`${page.page} ${styles.file}`}>
      <Link className={thing.back} to="/renovations">
        <Icon name="arrowLeft" />
        {t("renovations.title")}
      </Link>
      <header>
        <p className={page.row}>
          <span className={page.code}>{shown.number}</span>
          <RenovationStateTag state={shown.state} />
        </p>
        <PageTitle className={thing.title}>{`${shown.unit.label} ${shown.title}`}</PageTitle>
        <Waits shown={shown} />
      </header>
      <RenovationTools shown={shown} />
      <div className={thing.columns}>
        <div className={thing.column}>
          <Chain shown={shown} />
          <Violations shown={shown} />
          <Visits shown={shown} />
          <Acceptances shown={shown} />
          <Notes shown={shown} />
        </div>
        <aside className={thing.column}>
          <About shown={shown} />
          <Money shown={shown} />
          <Papers shown={shown} />
          <Passes shown={shown} />
          <Caused shown={shown} />
        </aside>
      </div>
    </div>
  );
}

function About({ shown }: { shown: RenovationOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  const { agent, contractor } = shown;
  return (
    <Section title={t("renovations.facts")}>
      <Facts
        facts={[
          [
            t("renovations.unit"),
            <Link key="unit" params={{ id: shown.unit.id }} to="/units/$id">
              {shown.unit.label}
            </Link>,
          ],
          [t("renovations.applicant"), shown.applicant.name],
          [
            t("renovations.agent"),
            agent
              ? `${agent.name} · ${t("renovations.agent_until", { day: agent.letter_until })}`
              : t("renovations.in_person"),
          ],
          [
            t("renovations.contractor"),
            contractor &&
              `${contractor.name} · ${t("renovations.licence_until", { day: contractor.licence_until })}`,
          ],
          [t("renovations.scope"), shown.scope.map((work) => label("work_scope", work)).join("、")],
          [t("renovations.term"), `${shown.starts_on} – ${shown.ends_on}`],
          [t("renovations.permit"), shown.permit_number],
        ]}
      />
    </Section>
  );
}

function Caused({ shown }: { shown: RenovationOut }) {
  const { t } = useTranslation();
  if (shown.cases.length === 0) return null;
  return (
    <Section title={t("renovations.caused")}>
      <ul className={styles.list}>
        {shown.cases.map(({ id, number, title }) => (
          <li key={id}>
            <Link params={{ id }} to="/cases/$id">
              <span className={page.code}>{number}</span> {title}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Notes({ shown }: { shown: RenovationOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  if (shown.notes.length === 0) return null;
  return (
    <Section title={t("renovations.notes")}>
      <ul className={styles.list}>
        {shown.notes.map(({ act, text, by, at }) => (
          <li key={`${at}${act}`}>
            <span className={page.small}>
              {by.name} · {label("renovation_action", act)}
            </span>
            <span className={styles.said}>{text}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
