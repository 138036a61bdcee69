import "@shouwen/i18n/rooms/types.zh-CN.ts";
import { holds, me } from "@shouwen/api/access.ts";
import { type CourseOut, caseCourse, endStage, tickStage } from "@shouwen/api/case-types.ts";
import type { CaseOut } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import styles from "./help.module.css";
import { Panel } from "./panel.tsx";
import { Tick } from "./tick.tsx";
import { useBeside } from "./use-beside.ts";

type Stage = CourseOut["stages"][number];

/** The stages a case of a type walks: by when each, and what is signed before it ends. */
export default function CoursePanel({ shown }: { shown: CaseOut }) {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const say = useBeside(shown.id);
  const { data } = useQuery({
    ...caseCourse(api, shown.id),
    enabled: holds(person, "cases.trace"),
  });
  if (!data) return null;
  const current = data.stage_no === null ? undefined : data.stages[data.stage_no];
  return (
    <div className={styles.internal}>
      <Panel
        hint={t("types.version", { no: data.type_no })}
        title={`${t("types.stages")} · ${data.text}`}
        tools={
          current &&
          data.may_end && (
            <Button
              busy={say.isPending}
              icon="check"
              onClick={() => say.mutate((key) => endStage(api, key, shown.id))}
            >
              {t("types.end_stage", { name: current.text })}
            </Button>
          )
        }
      >
        {data.stages.map((stage) => (
          <StageOf id={shown.id} isCurrent={stage === current} key={stage.key} stage={stage} />
        ))}
        {current && !data.may_end && data.reason && (
          <p className={styles.by}>{data.reason.message}</p>
        )}
      </Panel>
    </div>
  );
}

function StageOf({ id, stage, isCurrent }: { id: string; stage: Stage; isCurrent: boolean }) {
  const { t } = useTranslation();
  return (
    <section aria-label={stage.text} className={styles.run}>
      <h3>
        {stage.no + 1}. {stage.text} {stage.ended_at && <Tag tone="green">{t("types.over")}</Tag>}
        {isCurrent && <Tag tone="blue">{t("types.under_way")}</Tag>}{" "}
        <span className={styles.by}>
          {stage.ended_at
            ? `${stage.ended_by?.name} ${fullTime(stage.ended_at)}`
            : stage.due_at && t("types.due", { time: fullTime(stage.due_at) })}
        </span>
      </h3>
      {stage.items.length > 0 && (
        <ol>
          {stage.items.map((item) => (
            <ItemOf id={id} item={item} key={item.key} />
          ))}
        </ol>
      )}
    </section>
  );
}

function ItemOf({ id, item }: { id: string; item: Stage["items"][number] }) {
  const { t } = useTranslation();
  const full = item.signed.length >= item.signatures;
  return (
    <li>
      <Tick
        disabled={!item.allowed}
        done={full}
        id={id}
        send={(key) => tickStage(api, key, id, item.key)}
      >
        {item.text}
        {item.signatures > 1 && ` (${item.signed.length}/${item.signatures})`}
        {!item.required && <span className={styles.by}> {t("app.optional")}</span>}
      </Tick>
      <span className={styles.by}>
        {item.signed.map((one) => `${one.by.name} ${fullTime(one.at)}`).join("、")}
      </span>
    </li>
  );
}
