import "@shouwen/i18n/rooms/incidents.zh-CN.ts";
import "@shouwen/i18n/rooms/places.zh-CN.ts";
import "@shouwen/i18n/rooms/record.zh-CN.ts";
import { unitDossier } from "@shouwen/api/people.ts";
import type { CommitmentOut, Dossier } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { PageTitle } from "../../shell/page-title.tsx";
import { CommitmentClock } from "../../shell/promises/commitment-state.tsx";
import { SubjectLink } from "../../shell/promises/subject-link.tsx";
import { BackLink } from "./back-link.tsx";
import { CaseLines } from "./case-lines.tsx";
import styles from "./case-page.module.css";
import { IncidentLines } from "./incident-lines.tsx";
import known from "./known.module.css";
import { Nothing, Panel } from "./panel.tsx";

interface Props {
  id: string;
  /** Who lives there: told by those who know of people. */
  homes: (dossier: Dossier) => ReactNode;
  /** What may be done with the unit itself. */
  tools: (dossier: Dossier) => ReactNode;
  /** What there is to know of the zone. */
  zone: (dossier: Dossier) => ReactNode;
  /** What was and is renovated there. */
  renovations: (dossier: Dossier) => ReactNode;
}

/** All the desk should know of a home before anybody has to say it again. */
export function UnitPage({ id, homes, tools, zone, renovations }: Props) {
  const { t } = useTranslation();
  const { data } = useSuspenseQuery(unitDossier(api, id));
  const { unit, open_cases, past_cases } = data;
  return (
    <div className={styles.page}>
      <BackLink />
      <header className={styles.place}>
        <PageTitle>{unit.label}</PageTitle>
        <p className={styles.under}>
          <Link params={{ id: unit.zone.id }} to="/zones/$id">
            {unit.zone.name}
          </Link>
          {` · ${unit.building.name}`}
        </p>
        <div className={styles.tools}>{tools(data)}</div>
      </header>
      <div className={styles.columns}>
        <div className={styles.main}>
          {data.incidents.length > 0 && (
            <Panel title={t("cases.incident.known")}>
              <IncidentLines incidents={data.incidents} />
            </Panel>
          )}
          <Panel title={t("cases.known.open", { count: open_cases.length })}>
            {open_cases.length === 0 && <Nothing>{t("cases.unit.nothing_open")}</Nothing>}
            <CaseLines cases={open_cases} />
          </Panel>
          <Promises promises={data.promises} />
          <Panel title={t("cases.known.past")}>
            {past_cases.length === 0 && <Nothing>{t("cases.unit.nothing_past")}</Nothing>}
            <CaseLines cases={past_cases} />
          </Panel>
        </div>
        <aside className={styles.side}>
          <Panel title={t("cases.unit.people")}>{homes(data)}</Panel>
          <Panel title={t("cases.unit.renovations")}>{renovations(data)}</Panel>
          <Panel title={t("places.card_of", { name: unit.zone.name })}>{zone(data)}</Panel>
        </aside>
      </div>
    </div>
  );
}

function Promises({ promises }: { promises: CommitmentOut[] }) {
  const { t } = useTranslation();
  return (
    <Panel title={t("commitments.panel")}>
      {promises.length === 0 && <Nothing>{t("commitments.none")}</Nothing>}
      <ul className={known.lines}>
        {promises.map((promise) => (
          <li key={promise.id}>
            <SubjectLink className={known.number} subject={promise.subject} />
            <span className={known.title}>{promise.title}</span>
            <span className={known.soft}>{promise.responsible.name}</span>
            <time className="figures" dateTime={promise.due_at}>
              {t("commitments.due_at", { time: fullTime(promise.due_at) })}
            </time>
            <CommitmentClock shown={promise} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
