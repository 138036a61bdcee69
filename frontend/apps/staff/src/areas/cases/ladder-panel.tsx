import "@shouwen/i18n/rooms/help.zh-CN.ts";
import { holds, me } from "@shouwen/api/access.ts";
import { caseLadder } from "@shouwen/api/emergencies.ts";
import type { CaseOut } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import styles from "./help.module.css";
import { Nothing, Panel } from "./panel.tsx";

const LadderDialog = lazy(() => import("./ladder-dialog.tsx"));

/** Hotline, then remotely with permission, then on site: each only after the one before could not solve it. */
export default function LadderPanel({ shown }: { shown: CaseOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  const { data: person } = useSuspenseQuery(me(api));
  const [asking, setAsking] = useState(false);
  const { data } = useQuery({
    ...caseLadder(api, shown.id),
    enabled: holds(person, "cases.trace"),
  });
  if (!data?.applies) return null;
  const next = data.may_climb ? data.next : null;
  return (
    <div className={styles.internal}>
      <Panel
        hint={t("help.ladder_hint")}
        title={t("help.ladder")}
        tools={
          next && (
            <Button onClick={() => setAsking(true)}>
              {t("help.climb", { rung: label("rung", next) })}
            </Button>
          )
        }
      >
        {data.steps.length === 0 && <Nothing>{t("help.no_rung")}</Nothing>}
        <ul className={styles.contacts}>
          {data.steps.map((one) => (
            <li key={one.rung}>
              <p>
                <strong>{label("rung", one.rung)}</strong>{" "}
                <Tag tone={one.solved ? "green" : "amber"}>
                  {t(one.solved ? "help.solved" : "help.unsolved")}
                </Tag>{" "}
                {one.permitted === false && <Tag tone="amber">{t("help.not_permitted")}</Tag>}
              </p>
              <p className={styles.text}>{one.reason}</p>
              <p className={styles.by}>
                {one.done_by.name} · {fullTime(one.at)}
              </p>
            </li>
          ))}
        </ul>
      </Panel>
      {asking && next && (
        <Suspense>
          <LadderDialog id={shown.id} onClose={() => setAsking(false)} rung={next} />
        </Suspense>
      )}
    </div>
  );
}
