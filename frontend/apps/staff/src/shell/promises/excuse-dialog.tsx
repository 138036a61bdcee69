import "@shouwen/i18n/rooms/excuses.zh-CN.ts";
import { decideExcuse, type ExcuseStep } from "@shouwen/api/commitments.ts";
import type { CommitmentOut, ExcuseReason } from "@shouwen/api/types.ts";
import { labels } from "@shouwen/i18n/labels.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Form, Select } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../api.ts";
import { FormDialog } from "../form-dialog.tsx";
import styles from "./commitments.module.css";

const REASONS = Object.keys(labels.excuse_reason) as ExcuseReason[];

interface Props {
  shown: CommitmentOut;
  step: ExcuseStep;
  onClose: () => void;
}

/** Asking for an excuse, deciding on one, or letting a promise go: each with a reason from the list. */
export default function ExcuseDialog({ shown, step, onClose }: Props) {
  const { t } = useTranslation();
  const label = useLabels();
  const name = t(`commitments.step_${step}`);
  const asked = shown.excuse_asked_at ? shown.excuse_reason : null;
  return (
    <FormDialog<{ reason?: ExcuseReason }>
      danger={step === "refuse-excuse"}
      done={t(`excuses.done_${step}`)}
      names={[["reason"]]}
      onClose={onClose}
      outdated={["cases", "commitments"]}
      send={({ reason }, key) => decideExcuse(api, key, shown.id, step, reason)}
      submit={name}
      title={name}
      values={asked && step === "excuse" ? { reason: asked } : {}}
    >
      <p className={styles.about}>
        {shown.title} · {shown.responsible.name}
      </p>
      <p className={styles.about}>{t(`excuses.text_${step}`)}</p>
      {asked && (
        <p className={styles.about}>
          {t("commitments.asked", { reason: label("excuse_reason", asked) })}
        </p>
      )}
      {step !== "refuse-excuse" && (
        <Form.Item
          label={t("cases.act.reason")}
          name="reason"
          rules={[{ required: true, message: t("cases.act.reason_needed") }]}
        >
          <Select
            options={REASONS.map((value) => ({ value, label: label("excuse_reason", value) }))}
          />
        </Form.Item>
      )}
    </FormDialog>
  );
}
