import "@shouwen/i18n/rooms/slips.zh-CN.ts";
import { contradictRework } from "@shouwen/api/warranties.ts";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";

/** It is another matter: it counts as rework no more. */
export default function ReworkDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <FormDialog<{ reason: string }>
      done={t("cases.rework.contradicted")}
      draft={`rework.${id}`}
      names={[["reason"]]}
      onClose={onClose}
      outdated={["cases", "board"]}
      send={({ reason }, key) => contradictRework(api, key, id, reason)}
      submit={t("cases.rework.contradict")}
      title={t("cases.rework.contradict")}
      values={{ reason: "" }}
    >
      <Form.Item
        label={t("cases.slip.reason")}
        name="reason"
        rules={[{ required: true, whitespace: true, message: t("cases.slip.needed") }]}
      >
        <Input.TextArea maxLength={1000} rows={3} />
      </Form.Item>
    </FormDialog>
  );
}
