import "@shouwen/i18n/rooms/callbacks.zh-CN.ts";
import { holds, me } from "@shouwen/api/access.ts";
import { callbackList, drawById } from "@shouwen/api/callbacks.ts";
import { caseJournal } from "@shouwen/api/cases.ts";
import type { CaseOut } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import styles from "./case-page.module.css";
import { type DrawStanding, standingsIn } from "./draw-standing.ts";
import { Panel } from "./panel.tsx";

const PER_CENT = 100;

/** Whether it was drawn for a callback, and why or why not. */
export function CaseCallback({ shown }: { shown: CaseOut }) {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const enabled = holds(person, "callbacks.read") && shown.outcomes.length > 0;
  const journal = useQuery({ ...caseJournal(api, shown.id), enabled });
  const drawn = useQuery({ ...callbackList(api, { subject_id: [shown.id] }), enabled });
  if (!journal.data || !drawn.data) return null;
  const standings = standingsIn(journal.data.data, drawn.data.data);
  if (standings.length === 0) return null;
  const audits = holds(person, "callbacks.audit");
  return (
    <Panel title={t("callbacks.line_title")}>
      <ul className={styles.related}>
        {standings.map((standing) => (
          <Standing
            audits={audits}
            key={`${standing.drawId} ${standing.seq}`}
            standing={standing}
          />
        ))}
      </ul>
    </Panel>
  );
}

function Standing({ standing, audits }: { standing: DrawStanding; audits: boolean }) {
  const { t } = useTranslation();
  const label = useLabels();
  const rate = `${standing.rateBp / PER_CENT}%`;
  return (
    <li>
      <span>{label("programme", standing.programme)}</span>
      <Words audits={audits} standing={standing} />
      <span className={styles.quiet}>
        <span>{t("callbacks.line_rate", { rate })}</span>
        {audits && (
          <Link params={{ id: standing.drawId }} to="/callbacks/draws/$id">
            {t("callbacks.line_draw")}
          </Link>
        )}
      </span>
    </li>
  );
}

function Words({ standing, audits }: { standing: DrawStanding; audits: boolean }) {
  const { t } = useTranslation();
  const label = useLabels();
  const { callback, reason, left } = standing;
  if (callback)
    return (
      <span>
        {t("callbacks.line_drawn")}{" "}
        <Link params={{ id: callback.id }} to="/callbacks/$id">
          {callback.number}
        </Link>{" "}
        {label("callback_state", callback.state)}
      </span>
    );
  if (reason)
    return <span>{t("callbacks.line_not_callable", { reason: label("obstacle", reason) })}</span>;
  if (left)
    return <span>{t("callbacks.line_left", { outcome: label("draw_outcome", left) })}</span>;
  return audits ? (
    <NotDrawn drawId={standing.drawId} />
  ) : (
    <span>{t("callbacks.line_in_draw")}</span>
  );
}

/** Not drawn so far; for good once the draw is settled, which those know who may look into it. */
function NotDrawn({ drawId }: { drawId: string }) {
  const { t } = useTranslation();
  const { data: draw } = useQuery(drawById(api, drawId));
  return <span>{t(draw?.settled_at ? "callbacks.line_not_drawn" : "callbacks.line_in_draw")}</span>;
}
