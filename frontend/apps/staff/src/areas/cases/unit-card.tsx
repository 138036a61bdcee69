import { unitDossier } from "@shouwen/api/people.ts";
import type { Dossier } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { StateTag } from "./case-tags.tsx";
import { DueClock } from "./due-clock.tsx";
import styles from "./known.module.css";

const PAST_SHOWN = 3;

/** Who lives in the unit, what is open there and what was promised, before anybody has to say it again. */
export function UnitCard({ unitId }: { unitId: string | undefined }) {
  const { t } = useTranslation();
  const found = useQuery({
    ...unitDossier(api, unitId ?? ""),
    enabled: Boolean(unitId),
    retry: false,
  });
  if (!unitId || !found.data) return null;
  const { unit, households, open_cases, past_cases } = found.data;
  return (
    <section aria-label={t("cases.known.unit")} className={styles.box} role="status">
      <h2>
        {t("cases.known.unit")} {unit.label}
      </h2>
      <People households={households} />
      <Cases cases={open_cases} title={t("cases.known.open", { count: open_cases.length })} />
      {past_cases.length > 0 && (
        <Cases cases={past_cases.slice(0, PAST_SHOWN)} title={t("cases.known.past")} />
      )}
    </section>
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

function Cases({ cases, title }: { cases: Dossier["open_cases"]; title: string }) {
  return (
    <>
      <h3>{title}</h3>
      {cases.length > 0 && (
        <ul>
          {cases.map((row) => (
            <li key={row.id}>
              <Link className={styles.number} params={{ id: row.id }} to="/cases/$id">
                {row.number}
              </Link>
              <StateTag state={row.state} />
              <span className={styles.title}>{row.title}</span>
              <span className={styles.soft}>{row.owner.name}</span>
              {row.due_at && <DueClock at={row.due_at} />}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
