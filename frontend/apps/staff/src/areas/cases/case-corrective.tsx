import "@shouwen/i18n/rooms/callbacks.zh-CN.ts";
import { holds, me } from "@shouwen/api/access.ts";
import { correctiveOfCase } from "@shouwen/api/callbacks.ts";
import type { CaseOut } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import styles from "./case-page.module.css";
import { Panel } from "./panel.tsx";

/** What is done about it where the same came up again and again. */
export function CaseCorrective({ shown }: { shown: CaseOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  const { data: person } = useSuspenseQuery(me(api));
  const enabled = holds(person, "callbacks.read") && shown.outcomes.length > 0;
  const found = useQuery({ ...correctiveOfCase(api, shown.id), enabled });
  if (!found.data || found.data.data.length === 0) return null;
  return (
    <Panel title={t("callbacks.corrective")}>
      <ul className={styles.related}>
        {found.data.data.map((one) => (
          <li key={one.id}>
            <Link params={{ id: one.id }} to="/callbacks/corrective/$id">
              {one.number}
            </Link>
            <span>{label("corrective_state", one.state)}</span>
            {one.measure && <span>{one.measure}</span>}
            <span className={styles.quiet}>
              {one.responsible?.name} {one.until && fullTime(one.until)}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
