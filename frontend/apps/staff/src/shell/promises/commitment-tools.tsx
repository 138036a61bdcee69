import { me } from "@shouwen/api/access.ts";
import type { ExcuseStep } from "@shouwen/api/commitments.ts";
import type { CommitmentOut } from "@shouwen/api/types.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { useSuspenseQuery } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api.ts";
import { CommitmentWhy } from "./commitment-why.tsx";
import styles from "./commitments.module.css";
import { excuseSteps } from "./excuse-steps.ts";

const ExcuseDialog = lazy(() => import("./excuse-dialog.tsx"));

/** Behind each promise: why it is due then, and what can be done when it cannot be kept. */
export function CommitmentTools(props: { shown: CommitmentOut; children?: ReactNode }) {
  const { shown } = props;
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const [open, setOpen] = useState(false);
  const [step, setStep] = useState<ExcuseStep | null>(null);
  return (
    <>
      <div className={styles.tools}>
        <Button
          aria-expanded={open}
          aria-label={t("commitments.why_of", { title: shown.title })}
          kind="quiet"
          onClick={() => setOpen(!open)}
        >
          {t("commitments.why")}
        </Button>
        {props.children}
        {excuseSteps(shown, person).map((one) => (
          <Button
            aria-label={`${t(`commitments.step_${one}`)} ${shown.title}`}
            key={one}
            kind="quiet"
            onClick={() => setStep(one)}
          >
            {t(`commitments.step_${one}`)}
          </Button>
        ))}
      </div>
      {open && <CommitmentWhy shown={shown} />}
      {step && (
        <Suspense>
          <ExcuseDialog onClose={() => setStep(null)} shown={shown} step={step} />
        </Suspense>
      )}
    </>
  );
}
