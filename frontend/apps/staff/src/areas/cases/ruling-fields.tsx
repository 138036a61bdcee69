import "@shouwen/i18n/rooms/record.zh-CN.ts";
import { labels } from "@shouwen/i18n/labels.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Segmented } from "@shouwen/ui/segmented.tsx";
import { Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { ReasonFields } from "./act-fields.tsx";
import type { FieldsProps } from "./act-shape.ts";
import { StaffPicker } from "./people-picker.tsx";

const SHORT = { rows: 2, maxLength: 1000 };

export function VerifyFields() {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item label={t("cases.act.verify_valid")} name="valid">
        <Segmented
          label={t("cases.act.verify_valid")}
          segments={[
            { value: "yes", label: t("cases.act.valid_yes") },
            { value: "no", label: t("cases.act.valid_no") },
          ]}
        />
      </Form.Item>
      <ReasonFields />
    </>
  );
}

type Sorted = "kind" | "category" | "severity";

function SortedField({ family, title }: { family: Sorted | "complaint_class"; title: string }) {
  const { t } = useTranslation();
  const label = useLabels();
  return (
    <Form.Item label={title} name={family === "complaint_class" ? "class" : family}>
      <Select
        allowClear
        options={Object.keys(labels[family]).map((value) => ({
          value,
          label: label(family, value),
        }))}
        placeholder={t("cases.act.unchanged")}
      />
    </Form.Item>
  );
}

export function ReclassifyFields() {
  const { t } = useTranslation();
  const isComplaint = Form.useWatch("kind") === "complaint";
  return (
    <>
      <SortedField family="kind" title={t("cases.record.kind")} />
      {isComplaint && (
        <SortedField family="complaint_class" title={t("cases.record.complaint_class")} />
      )}
      <SortedField family="category" title={t("cases.record.category")} />
      <SortedField family="severity" title={t("cases.record.severity")} />
      <ReasonFields />
    </>
  );
}

export function ArbitrateFields({ communityId }: FieldsProps) {
  const { t } = useTranslation();
  const needed = { required: true, whitespace: true, message: t("cases.act.reason_needed") };
  return (
    <>
      <Form.Item label={t("cases.act.new_owner")} name="owner_id">
        <StaffPicker communityId={communityId} />
      </Form.Item>
      <Form.Item label={t("cases.act.new_accountable")} name="accountable_id">
        <StaffPicker communityId={communityId} />
      </Form.Item>
      <Form.Item label={t("cases.act.ruling")} name="ruling" rules={[needed]}>
        <Input.TextArea {...SHORT} />
      </Form.Item>
    </>
  );
}

export function SucceedFields({ communityId }: FieldsProps) {
  const { t } = useTranslation();
  const needed = { required: true, message: t("cases.act.to_needed") };
  return (
    <>
      <Form.Item label={t("cases.act.succeed_to")} name="to_staff_id" rules={[needed]}>
        <StaffPicker communityId={communityId} />
      </Form.Item>
      <ReasonFields />
    </>
  );
}
