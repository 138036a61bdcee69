import { labels } from "@shouwen/i18n/labels.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Segmented } from "@shouwen/ui/segmented.tsx";
import { Checkbox, Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { ReasonFields } from "./act-fields.tsx";
import type { FieldsProps } from "./act-shape.ts";
import { StaffPicker } from "./pickers.tsx";

const SHORT = { rows: 2, maxLength: 1000 };
const HOLD_REASONS = Object.keys(labels.hold_reason);

export function RespondFields() {
  const { t } = useTranslation();
  return (
    <Form.Item label={t("cases.act.respond_words")} name="text">
      <Input.TextArea {...SHORT} placeholder={t("app.optional")} />
    </Form.Item>
  );
}

export function UrgeFields() {
  const { t } = useTranslation();
  return (
    <Form.Item label={t("cases.act.reason")} name="reason">
      <Input.TextArea {...SHORT} placeholder={t("app.optional")} />
    </Form.Item>
  );
}

export function ExplainFields() {
  const { t } = useTranslation();
  const needed = { required: true, message: t("cases.act.until_needed") };
  return (
    <>
      <ReasonFields />
      <Form.Item label={t("cases.act.new_due_at")} name="new_due_at" rules={[needed]}>
        <Input type="datetime-local" />
      </Form.Item>
      <Form.Item name="resident_agreed" valuePropName="checked">
        <Checkbox>{t("cases.act.resident_agreed")}</Checkbox>
      </Form.Item>
    </>
  );
}

export function HoldFields() {
  const { t } = useTranslation();
  const label = useLabels();
  const needed = { required: true, message: t("cases.act.until_needed") };
  return (
    <>
      <Form.Item label={t("cases.act.hold_reason")} name="reason">
        <Segmented
          label={t("cases.act.hold_reason")}
          segments={HOLD_REASONS.map((value) => ({ value, label: label("hold_reason", value) }))}
        />
      </Form.Item>
      <Form.Item label={t("cases.act.hold_until")} name="until" rules={[needed]}>
        <Input type="datetime-local" />
      </Form.Item>
    </>
  );
}

export function EscalateFields({ communityId }: FieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <ReasonFields />
      <Form.Item
        extra={t("cases.act.escalate_hint")}
        label={t("cases.act.escalate_to")}
        name="to_staff_id"
      >
        <StaffPicker communityId={communityId} />
      </Form.Item>
    </>
  );
}
