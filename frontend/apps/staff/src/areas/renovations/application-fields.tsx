import type { RenovationIn } from "@shouwen/api/types.ts";
import { labels } from "@shouwen/i18n/rooms/renovations.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";

const WORKS = Object.keys(labels.work_scope) as RenovationIn["scope"];

/** What an application says, as its form keeps it. */
export interface ApplicationValues {
  title?: string;
  scope: RenovationIn["scope"];
  starts_on?: string;
  ends_on?: string;
  contractor?: { name?: string; licence?: string; licence_until?: string };
  agent?: { name?: string; letter_until?: string };
}

/** The fields that an application has when it is written down, and when it is changed. */
export function ApplicationFields() {
  const { t } = useTranslation();
  const label = useLabels();
  const needed = [{ required: true, message: t("renovations.needed") }];
  return (
    <>
      <Form.Item label={t("renovations.apply_title")} name="title" rules={needed}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item label={t("renovations.scope")} name="scope" rules={needed}>
        <Select
          mode="multiple"
          options={WORKS.map((value) => ({ value, label: label("work_scope", value) }))}
        />
      </Form.Item>
      <Form.Item label={t("renovations.apply_starts")} name="starts_on" rules={needed}>
        <Input type="date" />
      </Form.Item>
      <Form.Item label={t("renovations.apply_ends")} name="ends_on" rules={needed}>
        <Input type="date" />
      </Form.Item>
      <Form.Item label={t("renovations.apply_contractor")} name={["contractor", "name"]}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item label={t("renovations.apply_licence")} name={["contractor", "licence"]}>
        <Input maxLength={64} />
      </Form.Item>
      <Form.Item
        label={t("renovations.apply_licence_until")}
        name={["contractor", "licence_until"]}
      >
        <Input type="date" />
      </Form.Item>
      <Form.Item label={t("renovations.apply_agent")} name={["agent", "name"]}>
        <Input maxLength={64} />
      </Form.Item>
      <Form.Item label={t("renovations.apply_agent_until")} name={["agent", "letter_until"]}>
        <Input type="date" />
      </Form.Item>
    </>
  );
}
