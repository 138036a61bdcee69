import { holds, me } from "@shouwen/api/access.ts";
import type { CaseOut, CommitmentOut } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { CommitmentClock, CommitmentState } from "../../shell/promises/commitment-state.tsx";
import { CommitmentTools } from "../../shell/promises/commitment-tools.tsx";
import styles from "../../shell/promises/commitments.module.css";
import { Nothing, Panel } from "./panel.tsx";

const FIRST_ONES = 20;

/** What was promised about this case, open ones first, each with its clock. */
export function CaseCommitments({ shown }: { shown: CaseOut }) {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  if (!holds(person, "commitments.read")) return null;
  const rank = ({ state }: CommitmentOut) => (state === "open" ? 0 : 1);
  const sorted = [...shown.commitments].sort(
    (a, b) => rank(a) - rank(b) || a.due_at.localeCompare(b.due_at),
  );
  return (
    <Panel hint={t("commitments.panel_hint")} title={t("commitments.panel")}>
      {sorted.length === 0 && <Nothing>{t("commitments.none")}</Nothing>}
      <ul className={styles.list}>
        {sorted.map((one) => (
          <Promised key={one.id} shown={one} />
        ))}
      </ul>
      {sorted.length >= FIRST_ONES && (
        <Link search={{ subject_id: shown.id }} to="/commitments">
          {t("commitments.all_of_case")}
        </Link>
      )}
    </Panel>
  );
}

function Promised({ shown }: { shown: CommitmentOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  return (
    <li data-state={shown.state}>
      <div className={styles.line}>
        <strong>{shown.title}</strong>
        <CommitmentState shown={shown} />
        <span className={styles.clock}>
          <CommitmentClock shown={shown} />
        </span>
      </div>
      <p className={styles.meta}>
        <span>{shown.responsible.name}</span>
        <time className="figures" dateTime={shown.due_at}>
          {t("commitments.due_at", { time: fullTime(shown.due_at) })}
        </time>
        {shown.provisional && <span>{t("commitments.provisional")}</span>}
        {shown.excuse_reason && (
          <span>
            {t(
              shown.excuse_asked_at && shown.state !== "excused"
                ? "commitments.asked"
                : "commitments.because",
              {
                reason: label("excuse_reason", shown.excuse_reason),
              },
            )}
          </span>
        )}
      </p>
      <CommitmentTools shown={shown} />
    </li>
  );
}
