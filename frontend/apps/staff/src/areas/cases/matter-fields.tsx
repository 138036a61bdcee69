import "@shouwen/i18n/rooms/record.zh-CN.ts";
import { labels } from "@shouwen/i18n/labels.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Check } from "@shouwen/ui/check.tsx";
import { Segmented } from "@shouwen/ui/segmented.tsx";
import { Form, Input, Select } from "antd";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { KINDS, SEVERITIES } from "./case-search.ts";
import { IncidentFields } from "./incident-fields.tsx";
import styles from "./record.module.css";
import { categoriesOf } from "./record-values.ts";

const TypeField = lazy(() => import("./type-field.tsx"));
const COMPLAINT_CLASSES = Object.keys(labels.complaint_class);

/** What it is about. */
export function MatterFields() {
  const { t } = useTranslation();
  const label = useLabels();
  const kind = Form.useWatch("kind");
  const isComplaint = kind === "complaint";
  const isIncident = kind === "incident";
  const communityId = Form.useWatch("community_id");
  return (
    <>
      <Form.Item label={t("cases.record.kind")} name="kind">
        <Segmented
          label={t("cases.record.kind")}
          segments={KINDS.map((value) => ({ value, label: label("kind", value) }))}
        />
      </Form.Item>
      {isComplaint && (
        <Form.Item label={t("cases.record.complaint_class")} name={["complaint", "class"]}>
          <Segmented
            label={t("cases.record.complaint_class")}
            segments={COMPLAINT_CLASSES.map((value) => ({
              value,
              label: label("complaint_class", value),
            }))}
          />
        </Form.Item>
      )}
      {isComplaint && (
        <Form.Item name={["complaint", "abroad"]} valuePropName="checked">
          <Check>{t("cases.record.abroad")}</Check>
        </Form.Item>
      )}
      <Form.Item
        label={t("cases.record.case_title")}
        name="title"
        rules={[{ required: true, whitespace: true, message: t("cases.record.title_needed") }]}
      >
        <Input maxLength={200} placeholder={t("cases.record.title_hint")} />
      </Form.Item>
      <Form.Item label={t("cases.record.detail")} name="detail">
        <Input.TextArea maxLength={10_000} rows={3} />
      </Form.Item>
      {isIncident && <IncidentFields base={["incident"]} communityId={communityId} />}
      <div className={styles.two}>
        <Form.Item label={t("cases.record.category")} name="category">
          <Select
            allowClear
            options={categoriesOf(kind).map((value) => ({
              value,
              label: label("category", value),
            }))}
            placeholder={t("cases.record.category_hint")}
            showSearch={{ optionFilterProp: "label" }}
          />
        </Form.Item>
        <Form.Item label={t("cases.record.severity")} name="severity">
          <Segmented
            label={t("cases.record.severity")}
            segments={SEVERITIES.map((value) => ({ value, label: label("severity", value) }))}
          />
        </Form.Item>
      </div>
      {/* After the fields of every call: whoever types from kind to title is not stopped by it. */}
      <Suspense>
        <TypeField />
      </Suspense>
      <Form.Item name="confidential" noStyle valuePropName="checked">
        <Check>{t("cases.record.confidential")}</Check>
      </Form.Item>
    </>
  );
}

/** Answered while the resident was still there: heard and finished in one request. */
export function AnsweredFields() {
  const { t } = useTranslation();
  const atOnce = Form.useWatch("at_once") === true;
  const isComplaint = Form.useWatch("kind") === "complaint";
  return (
    <>
      <Form.Item name="at_once" noStyle valuePropName="checked">
        <Check>{t("cases.record.answered")}</Check>
      </Form.Item>
      {atOnce && (
        <Form.Item
          className={styles.answer as string}
          label={t("cases.record.answered_result")}
          name={["answered", "result"]}
          rules={[{ required: true, whitespace: true, message: t("cases.record.answered_needed") }]}
        >
          <Input.TextArea maxLength={10_000} rows={2} />
        </Form.Item>
      )}
      {atOnce && isComplaint && (
        <Form.Item
          label={t("cases.act.preventive_measure")}
          name={["answered", "preventive_measure"]}
        >
          <Input.TextArea maxLength={10_000} placeholder={t("cases.act.measure_asked")} rows={2} />
        </Form.Item>
      )}
    </>
  );
}
