import "@shouwen/i18n/rooms/record.zh-CN.ts";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import styles from "./record.module.css";
import { rings } from "./record-values.ts";

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

/** How often the telephone rang before it was taken (RC-01). Only what came by telephone rang. */
export function RingsField({ base }: { base: string[] }) {
  const { t } = useTranslation();
  if (!rings(Form.useWatch([...base, "channel"]))) return null;
  return (
    <Form.Item label={t("cases.record.rings")} name={[...base, "rings"]}>
      <Input max={99} min={1} type="number" />
    </Form.Item>
  );
}
