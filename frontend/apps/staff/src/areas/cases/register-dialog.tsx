import { registerContact } from "@shouwen/api/contacts.ts";
import type { RegisterIn } from "@shouwen/api/types.ts";
import { fromLocalMinute } from "@shouwen/core/instant.ts";
import { labels } from "@shouwen/i18n/rooms/register.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Segmented } from "@shouwen/ui/segmented.tsx";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { type RecordValues, toRepeat } from "./record-values.ts";

const REASONS = Object.keys(labels.no_case_reason) as RegisterIn["reason"][];
const MOST = 10_000;
const ROWS = 3;

interface Values {
  reason: RegisterIn["reason"];
  result?: string;
  reply_by?: string;
}

/** What was filled in is a call that becomes no case: why, and what was answered. */
export default function RegisterDialog(props: {
  told: RecordValues;
  onDone: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const label = useLabels();
  const { told } = props;
  const wants = told.contact.wants_reply;
  return (
    <FormDialog<Values>
      done={t("cases.register.done")}
      draft="register"
      names={[["reason"], ["result"], ["reply_by"]]}
      onClose={props.onClose}
      outdated={["contacts", "commitments"]}
      send={async (values, key) => {
        await registerContact(api, key, toRegister(told, values));
        props.onDone();
      }}
      submit={t("cases.register.submit")}
      title={t("cases.register.only")}
      values={{ reason: "answered" }}
    >
      <Form.Item label={t("cases.register.reason")} name="reason">
        <Segmented
          label={t("cases.register.reason")}
          segments={REASONS.map((value) => ({ value, label: label("no_case_reason", value) }))}
        />
      </Form.Item>
      <Form.Item label={t("cases.register.result")} name="result">
        <Input.TextArea maxLength={MOST} placeholder={t("app.optional")} rows={ROWS} />
      </Form.Item>
      {wants && (
        <Form.Item label={t("cases.register.reply_by")} name="reply_by">
          <Input type="datetime-local" />
        </Form.Item>
      )}
    </FormDialog>
  );
}

function toRegister(told: RecordValues, values: Values): RegisterIn {
  const result = values.result?.trim();
  return {
    ...toRepeat(told),
    community_id: told.community_id ?? "",
    reason: values.reason,
    wants_reply: told.contact.wants_reply,
    ...(result ? { result } : {}),
    ...(values.reply_by ? { reply_by: fromLocalMinute(values.reply_by) } : {}),
  };
}
