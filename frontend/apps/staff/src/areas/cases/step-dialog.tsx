import "@shouwen/i18n/rooms/events.zh-CN.ts";
import "@shouwen/i18n/rooms/help.zh-CN.ts";
import { type HelpStep, stampStep } from "@shouwen/api/emergencies.ts";
import type { CaseOut } from "@shouwen/api/types.ts";
import { fromLocalMinute, localMinute } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Form, Input } from "antd";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { StaffPicker } from "./pickers.tsx";
import type { Picked } from "./record-values.ts";

interface Values {
  at?: string;
  staff_id?: Picked;
  text?: string;
}

const MOST = 2_000;

/** A step with its own time and person, and what there is to say of it. */
export default function StepDialog(props: { shown: CaseOut; step: HelpStep; onClose: () => void }) {
  const { shown, step } = props;
  const { t } = useTranslation();
  const label = useLabels();
  const [now] = useState(() => localMinute(new Date()));
  const inWords = step === "change_reported";
  const send = ({ at, staff_id, text }: Values, key: string) =>
    stampStep(api, key, shown.id, {
      step,
      // The minute the dialog was opened with is now; another one was typed.
      ...(at && at !== now ? { at: fromLocalMinute(at) } : {}),
      ...(staff_id ? { staff_id: staff_id.value } : {}),
      ...(text?.trim() ? { text } : {}),
    });
  return (
    <FormDialog<Values>
      done={label("help_step", step)}
      draft={`step.${step}.${shown.id}`}
      names={[["at"], ["staff_id"], ["text"]]}
      onClose={props.onClose}
      outdated={["cases", "commitments"]}
      send={send}
      submit={t("app.save")}
      title={label("help_step", step)}
      values={{ at: now }}
    >
      <Form.Item label={t("help.at")} name="at">
        <Input type="datetime-local" />
      </Form.Item>
      <Suspense>
        <Form.Item label={t("help.who")} name="staff_id">
          <StaffPicker communityId={shown.community_id} />
        </Form.Item>
      </Suspense>
      <Form.Item
        label={t("help.text")}
        name="text"
        rules={inWords ? [{ required: true, whitespace: true, message: t("help.needed") }] : []}
      >
        <Input.TextArea maxLength={MOST} placeholder={inWords ? "" : t("app.optional")} rows={3} />
      </Form.Item>
    </FormDialog>
  );
}
