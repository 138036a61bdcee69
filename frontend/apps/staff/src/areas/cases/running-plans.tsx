import "@shouwen/i18n/rooms/help.zh-CN.ts";
import {
  casePlans,
  type PlanKey,
  type PlanRunOut,
  runPlan,
  tickPlan,
} from "@shouwen/api/emergencies.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { labels } from "@shouwen/i18n/rooms/emergencies.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import styles from "./help.module.css";
import { Nothing, Panel } from "./panel.tsx";
import { Tick } from "./tick.tsx";
import { useBeside } from "./use-beside.ts";

const OPEN = new Set(["heard", "owned", "handling"]);
const ALL = Object.keys(labels.plan) as PlanKey[];

/** The contingency plans that run on the case, and those that may be run, the likely ones first. */
export function RunningPlans(props: {
  id: string;
  state: string;
  suggested: PlanKey[];
  mayRun: boolean;
}) {
  const { id, suggested } = props;
  const { t } = useTranslation();
  const label = useLabels();
  const say = useBeside(id);
  const { data } = useQuery(casePlans(api, id));
  if (!data) return null;
  const running = new Set<string>(data.data.map((run) => run.plan));
  const may = props.mayRun && OPEN.has(props.state);
  const left = ALL.filter((plan) => !running.has(plan));
  const likely = left.filter((plan) => suggested.includes(plan));
  const others = left.filter((plan) => !suggested.includes(plan));
  const begin = (plan: PlanKey) => say.mutate((key) => runPlan(api, key, id, plan));
  const buttonOf = (plan: PlanKey) => (
    <Button busy={say.isPending} key={plan} onClick={() => begin(plan)}>
      {label("plan", plan)}
    </Button>
  );
  return (
    <Panel title={t("help.plans")}>
      {data.data.map((run) => (
        <Run id={id} key={run.plan} may={may} run={run} />
      ))}
      {data.data.length === 0 && <Nothing>{t("help.no_plan")}</Nothing>}
      {may && left.length > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: buttons that act at once, not fields of a form.
        <div aria-label={t("help.run")} className={styles.tools} role="group">
          <span className={styles.by}>{t("help.run")}</span>
          {likely.map(buttonOf)}
          {others.length > 0 && (
            <details className={styles.others}>
              <summary>{t("help.other_plans")}</summary>
              <div className={styles.tools}>{others.map(buttonOf)}</div>
            </details>
          )}
        </div>
      )}
    </Panel>
  );
}

function Run({ id, run, may }: { id: string; run: PlanRunOut; may: boolean }) {
  const { t } = useTranslation();
  const label = useLabels();
  return (
    <section aria-label={label("plan", run.plan)} className={styles.run}>
      <h3>
        {label("plan", run.plan)}{" "}
        <span className={styles.by}>
          {t("help.plan_done", { done: run.done, of: run.lines.length })} ·{" "}
          {t(run.version ? "help.plan_version" : "help.plan_of_house", { no: run.version })}
        </span>
      </h3>
      <ol>
        {run.lines.map((line) => (
          <li key={line.no}>
            <Tick
              disabled={!may || line.tick !== null}
              done={line.tick !== null}
              id={id}
              send={(key) => tickPlan(api, key, id, run.plan, line.no)}
            >
              {line.text}
            </Tick>
            {line.tick && (
              <span className={styles.by}>
                {line.tick.done_by.name} {fullTime(line.tick.at)}
              </span>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
