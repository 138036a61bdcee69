import "@shouwen/i18n/rooms/record.zh-CN.ts";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import styles from "./record.module.css";

/** What the hotline calls the matter, and by when it wants an answer. */
export default function OutsideFields({ base }: { base: string[] }) {
  const { t } = useTranslation();
  const byHotline = Form.useWatch([...base, "channel"]) === "hotline";
  if (!byHotline) return null;
  return (
    <div className={styles.three}>
      <Form.Item
        initialValue="12345"
        label={t("cases.outside.system")}
        name={[...base, "external_ref", "system"]}
      >
        <Input autoComplete="off" maxLength={32} />
      </Form.Item>
      <Form.Item
        dependencies={[[...base, "outside_due_at"]]}
        label={t("cases.outside.id")}
        name={[...base, "external_ref", "id"]}
        rules={[
          ({ getFieldValue }) => ({
            // Without the number nobody knows whose limit it is: it would be lost.
            required: Boolean(getFieldValue([...base, "outside_due_at"])),
            whitespace: true,
            message: t("cases.outside.id_needed"),
          }),
        ]}
      >
        <Input autoComplete="off" maxLength={128} />
      </Form.Item>
      <Form.Item
        extra={t("cases.outside.due_hint")}
        label={t("cases.outside.due")}
        name={[...base, "outside_due_at"]}
      >
        <Input type="datetime-local" />
      </Form.Item>
    </div>
  );
}
