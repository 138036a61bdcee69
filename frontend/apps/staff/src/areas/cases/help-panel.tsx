import "@shouwen/i18n/rooms/events.zh-CN.ts";
import "@shouwen/i18n/rooms/help.zh-CN.ts";
import { holds, me } from "@shouwen/api/access.ts";
import { caseHelp, type HelpOut, type HelpStep, stampStep } from "@shouwen/api/emergencies.ts";
import type { CaseOut } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Icon } from "@shouwen/ui/icon.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { EmergencyContacts } from "./emergency-contacts.tsx";
import styles from "./help.module.css";
import { Panel } from "./panel.tsx";
import { RunningPlans } from "./running-plans.tsx";
import { useBeside } from "./use-beside.ts";

const StepDialog = lazy(() => import("./step-dialog.tsx"));

/** A call for help: its steps, whom to call, the plans that run. It stays off the paper of the case. */
export default function HelpPanel({ shown }: { shown: CaseOut }) {
  const { data: person } = useSuspenseQuery(me(api));
  const enabled = holds(person, "cases.trace");
  const { data } = useQuery({ ...caseHelp(api, shown.id), enabled });
  if (!data) return null;
  return (
    <div className={styles.internal}>
      <Steps help={data} shown={shown} />
      <EmergencyContacts help={data} id={shown.id} />
      <RunningPlans
        id={shown.id}
        mayRun={holds(person, "cases.run_plan")}
        state={shown.state}
        suggested={data.plans}
      />
    </div>
  );
}

function Steps({ shown, help }: { shown: CaseOut; help: HelpOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  const [asking, setAsking] = useState<HelpStep | null>(null);
  const by = [help.arranged_by, help.harder_by].filter((one) => one !== null);
  return (
    <Panel
      hint={t("help.arranged_by", { who: by.map((one) => label("arranger", one)).join(" → ") })}
      title={`${t("help.steps")} · ${label("help_kind", help.help)}`}
    >
      <ol className={styles.steps}>
        {help.steps.map((step) => (
          <Step help={help} key={step.step} onAsk={setAsking} shown={shown} step={step} />
        ))}
      </ol>
      {asking && (
        <Suspense>
          <StepDialog onClose={() => setAsking(null)} shown={shown} step={asking} />
        </Suspense>
      )}
    </Panel>
  );
}

function Step(props: {
  shown: CaseOut;
  help: HelpOut;
  step: HelpOut["steps"][number];
  onAsk: (step: HelpStep) => void;
}) {
  const { step, shown, onAsk } = props;
  const { t } = useTranslation();
  const label = useLabels();
  const say = useBeside(shown.id);
  const name = label("help_step", step.step);
  const stamps = props.help.stamps.filter(
    (one) => one.step === step.step && one.round === shown.round,
  );
  const inWords = step.step === "change_reported";
  return (
    <li data-done={step.done || undefined}>
      <span className={styles.mark}>{step.done && <Icon name="check" />}</span>
      <div className={styles.step}>
        <p>
          <strong>{name}</strong>{" "}
          {step.required && !step.done && <Tag tone="amber">{t("help.required")}</Tag>}
        </p>
        {stamps.map((one) => (
          <p className={styles.by} key={one.no}>
            <time className="figures" dateTime={one.at}>
              {fullTime(one.at)}
            </time>{" "}
            {one.done_by.name} {one.text}
          </p>
        ))}
      </div>
      {step.allowed && (
        <div className={styles.tools}>
          {!inWords && (
            <Button
              busy={say.isPending}
              onClick={() =>
                say.mutate((key) => stampStep(api, key, shown.id, { step: step.step }))
              }
            >
              {t("help.now")} <span className="aside">{name}</span>
            </Button>
          )}
          <Button kind="quiet" onClick={() => onAsk(step.step)}>
            {t(inWords ? "help.report" : "help.in_detail")} <span className="aside">{name}</span>
          </Button>
        </div>
      )}
    </li>
  );
}
