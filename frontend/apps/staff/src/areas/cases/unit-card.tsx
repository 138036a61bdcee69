import "@shouwen/i18n/rooms/record.zh-CN.ts";
import { unitDossier } from "@shouwen/api/people.ts";
import type { Dossier } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { CaseLines } from "./case-lines.tsx";
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
        {t("cases.known.unit")}{" "}
        <Link params={{ id: unit.id }} to="/units/$id">
          {unit.label}
        </Link>
      </h2>
      <People households={households} />
      <h3>{t("cases.known.open", { count: open_cases.length })}</h3>
      <CaseLines cases={open_cases} />
      {past_cases.length > 0 && <h3>{t("cases.known.past")}</h3>}
      <CaseLines cases={past_cases.slice(0, PAST_SHOWN)} />
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
