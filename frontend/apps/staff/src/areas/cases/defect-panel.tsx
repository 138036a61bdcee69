import "@shouwen/i18n/rooms/defects.zh-CN.ts";
import "@shouwen/i18n/rooms/work-order.zh-CN.ts";
import { holds, me } from "@shouwen/api/access.ts";
import type { CaseOut } from "@shouwen/api/types.ts";
import { caseDefect, type DefectOut, type DefectVerb } from "@shouwen/api/warranties.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { stageTone } from "./defect-verbs.ts";
import { Nothing, Panel } from "./panel.tsx";
import styles from "./slip.module.css";

const DefectDialog = lazy(() => import("./defect-dialog.tsx"));
const WarrantyDialog = lazy(() => import("./warranty-dialog.tsx"));

/** Where a warranty defect stands with the developer. Among ourselves: it stays off the paper of the case. */
export default function DefectPanel({ shown }: { shown: CaseOut }) {
  const { data: person } = useSuspenseQuery(me(api));
  return holds(person, "cases.read_defects") ? (
    <div className={styles.internal}>
      <Ledger mayJudge={holds(person, "cases.work_order")} shown={shown} />
    </div>
  ) : null;
}

function Ledger({ shown, mayJudge }: { shown: CaseOut; mayJudge: boolean }) {
  const { t } = useTranslation();
  const label = useLabels();
  const [judging, setJudging] = useState(false);
  const found = useQuery(caseDefect(api, shown.id));
  const defect = found.data;
  const isThis = defect?.round === shown.round;
  const isOpen = ["heard", "owned", "handling"].includes(shown.state);
  return (
    <Panel
      title={t("defects.title")}
      tools={
        !isThis &&
        !found.isPending &&
        isOpen &&
        mayJudge && <Button onClick={() => setJudging(true)}>{t("cases.order.judge")}</Button>
      }
      {...(defect ? { hint: label("defect_stage", defect.stage) } : {})}
    >
      {defect ? (
        <Course defect={defect} shown={shown} />
      ) : (
        !found.isPending && <Nothing>{t("defects.not_judged")}</Nothing>
      )}
      {judging && (
        <Suspense>
          <WarrantyDialog id={shown.id} onClose={() => setJudging(false)} />
        </Suspense>
      )}
    </Panel>
  );
}

function Course({ defect, shown }: { defect: DefectOut; shown: CaseOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  const [open, setOpen] = useState<DefectVerb | null>(null);
  const possible = defect.actions.filter((one) => one.allowed);
  return (
    <>
      <p className={styles.verdict}>
        <Tag tone={stageTone(defect.stage)}>{label("defect_size", defect.size)}</Tag>
        {defect.party && (
          <strong>
            {defect.party.company} {defect.party.name}
          </strong>
        )}
        {defect.due_at && (
          <span className="figures">
            {t("defects.due")} {fullTime(defect.due_at)}
          </span>
        )}
      </p>
      {defect.steps.length > 0 && (
        <ol aria-label={t("defects.course")} className={styles.entries}>
          {defect.steps.map((step) => (
            <li key={step.no}>
              <strong>{label("defect_action", step.verb)}</strong> {step.party?.name}
              {step.text && <p className={styles.text}>{step.text}</p>}
              <p className={styles.by}>
                {step.said_by.name} · {fullTime(step.at)}
              </p>
            </li>
          ))}
        </ol>
      )}
      {possible.length > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: a toolbar of buttons, not a set of form fields.
        <div aria-label={t("defects.actions")} className={styles.verbs} role="group">
          {possible.map(({ action }) => (
            <Button key={action} onClick={() => setOpen(action as DefectVerb)}>
              {label("defect_action", action)}
            </Button>
          ))}
        </div>
      )}
      {open && (
        <Suspense>
          <DefectDialog onClose={() => setOpen(null)} shown={shown} verb={open} />
        </Suspense>
      )}
    </>
  );
}
