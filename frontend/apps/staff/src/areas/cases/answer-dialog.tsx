import "@shouwen/i18n/rooms/incidents.zh-CN.ts";
import { answerContact } from "@shouwen/api/contacts.ts";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";

const MOST = 10_000;
const ROWS = 3;

/** The caller was told; what was said may be kept. */
export default function AnswerDialog(props: { id: string; name: string; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <FormDialog<{ text?: string }>
      done={t("cases.incident.told_done")}
      draft={`tell.${props.id}`}
      names={[["text"]]}
      onClose={props.onClose}
      outdated={["cases", "contacts", "commitments", "board"]}
      send={({ text }, key) => answerContact(api, key, props.id, text?.trim())}
      submit={t("cases.incident.tell")}
      title={t("cases.incident.tell_to", { name: props.name })}
      values={{}}
    >
      <Form.Item label={t("cases.incident.told_text")} name="text">
        <Input.TextArea maxLength={MOST} placeholder={t("app.optional")} rows={ROWS} />
      </Form.Item>
    </FormDialog>
  );
}
