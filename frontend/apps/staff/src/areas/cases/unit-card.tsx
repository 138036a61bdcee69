import "@shouwen/i18n/rooms/record.zh-CN.ts";
import "@shouwen/i18n/rooms/renovations.zh-CN.ts";
import { unitDossier } from "@shouwen/api/people.ts";
import type { Dossier } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { yuan } from "@shouwen/core/money.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Segmented } from "@shouwen/ui/segmented.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { CaseLines } from "./case-lines.tsx";
import styles from "./known.module.css";

const PAST_SHOWN = 3;
const PROMISES_SHOWN = 3;

/** Who lives in the unit, what is open there and what was promised, before anybody has to say it again. */
export function UnitCard({ unitId }: { unitId: string | undefined }) {
  const { t } = useTranslation();
  const found = useQuery({
    ...unitDossier(api, unitId ?? ""),
    enabled: Boolean(unitId),
    retry: false,
  });
  if (!unitId || !found.data) return null;
  const { unit, households, past_cases, promises, matters } = found.data;
  return (
    <section aria-label={t("cases.known.unit")} className={styles.box} role="status">
      <h2>
        {t("cases.known.unit")}{" "}
        <Link params={{ id: unit.id }} to="/units/$id">
          {unit.label}
        </Link>
      </h2>
      <People households={households} />
      <Matters matters={matters} />
      <Open dossier={found.data} key={unit.id} />
      <Promised promises={promises} />
      {past_cases.length > 0 && <h3>{t("cases.known.past")}</h3>}
      <CaseLines cases={past_cases.slice(0, PAST_SHOWN)} />
      <Earlier cases={past_cases.slice(PAST_SHOWN)} />
    </section>
  );
}

type Around = "here" | "stairwell" | "building";

/** Building and stairwell of `3-1-1201`, as people say them. */
function stairwellOf(label: string): string {
  return label.slice(0, label.lastIndexOf("-") + 1);
}

/** What is open here, and what the neighbours say: is it known? */
function Open({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation();
  const { unit, open_cases, nearby_cases } = dossier;
  const [around, setAround] = useState<Around>("here");
  const stairwell = stairwellOf(unit.label);
  const cases = {
    here: open_cases,
    stairwell: nearby_cases.filter((row) => row.unit && stairwellOf(row.unit.name) === stairwell),
    building: nearby_cases,
  };
  return (
    <>
      <h3>{t("cases.known.open", { count: open_cases.length })}</h3>
      {nearby_cases.length > 0 && (
        <Segmented<Around>
          label={t("cases.known.around")}
          onChange={setAround}
          segments={(["here", "stairwell", "building"] as const).map((value) => ({
            value,
            label: t(`cases.known.${value}`, { count: cases[value].length }),
          }))}
          value={around}
        />
      )}
      <CaseLines cases={cases[around]} />
    </>
  );
}

function Promised({ promises }: Pick<Dossier, "promises">) {
  const { t } = useTranslation();
  const label = useLabels();
  if (promises.length === 0) return null;
  return (
    <>
      <h3>{t("cases.known.promised")}</h3>
      <ul className={styles.lines}>
        {promises.slice(0, PROMISES_SHOWN).map((promise) => (
          <li key={promise.id}>
            <span className={styles.number}>
              {promise.subject.number ?? label("subject_type", promise.subject.type)}
            </span>
            <span className={styles.title}>{promise.title}</span>
            <time className={styles.soft} dateTime={promise.due_at}>
              {t("commitments.due_at", { time: fullTime(promise.due_at) })}
            </time>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Renovations whose deposit is held. */
function Matters({ matters }: Pick<Dossier, "matters">) {
  const { t } = useTranslation();
  const label = useLabels();
  const held = matters.filter(({ held_fen }) => held_fen);
  if (held.length === 0) return null;
  return (
    <p className={styles.people}>
      {held.map(({ id, number, state, held_fen }) => (
        <span key={id}>
          <Link className={styles.number} params={{ id }} to="/renovations/$id">
            {number}
          </Link>{" "}
          {label("renovation_state", state)}{" "}
          <Tag tone="blue">{t("cases.known.held", { yuan: yuan(held_fen ?? 0) })}</Tag>
        </span>
      ))}
    </p>
  );
}

function Earlier({ cases }: { cases: Dossier["past_cases"] }) {
  const { t } = useTranslation();
  if (cases.length === 0) return null;
  return (
    <details>
      <summary>{t("cases.known.earlier", { count: cases.length })}</summary>
      <CaseLines cases={cases} />
    </details>
  );
}

function People({ households }: Pick<Dossier, "households">) {
  const { t } = useTranslation();
  const label = useLabels();
  const members = households.flatMap((household) => household.members);
  if (members.length === 0) return <p className={styles.soft}>{t("cases.known.nobody")}</p>;
  return (
    <p className={styles.people}>
      {members.map((member) => (
        <span key={member.id}>
          <strong>{member.name}</strong>{" "}
          <span className={styles.soft}>
            {[label("relation", member.relation), member.phone].filter(Boolean).join(" ")}
          </span>
          {member.note && <Tag tone="amber">{member.note}</Tag>}
        </span>
      ))}
    </p>
  );
}
