import "@shouwen/i18n/rooms/macros.zh-CN.ts";
import { postSearch, staffSearch } from "@shouwen/api/people.ts";
import type { Macro, MacroStep } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { spanText } from "../../shell/span-text.ts";
import styles from "./macros.module.css";

const MINUTE_MS = 60_000;

/** What a macro says, verb by verb. */
export function MacroSteps({ macro }: { macro: Macro }) {
  const steps = macro.steps as unknown as MacroStep[];
  return (
    <ol className={styles.steps}>
      {steps.map((step, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps are told apart by their place alone.
        <li key={at}>
          <Step communityId={macro.community_id} step={step} />
        </li>
      ))}
    </ol>
  );
}

function Step({ step, communityId }: { step: MacroStep; communityId: string }) {
  const { t } = useTranslation();
  const label = useLabels();
  const to = useAddressee(step, communityId);
  return (
    <>
      <strong>{label("action", step.action)}</strong>
      {to && <span>{t("macros.to", { name: to })}</span>}
      {step.audience && <span>{label("audience", step.audience)}</span>}
      {step.after_minutes && (
        <span>{t("macros.after", { span: spanText(t, 0, step.after_minutes * MINUTE_MS) })}</span>
      )}
      {step.text && <q>{step.text}</q>}
    </>
  );
}

function useAddressee(step: MacroStep, communityId: string): string | undefined {
  const posts = useQuery({ ...postSearch(api, communityId, ""), enabled: !!step.to_post_id });
  const staff = useQuery({ ...staffSearch(api, communityId, ""), enabled: !!step.to_staff_id });
  if (step.to_post_id) return posts.data?.data.find(({ id }) => id === step.to_post_id)?.name;
  return staff.data?.data.find(({ id }) => id === step.to_staff_id)?.name;
}
