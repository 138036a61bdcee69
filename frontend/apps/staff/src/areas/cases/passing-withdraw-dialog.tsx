import { withdrawPassing } from "@shouwen/api/passings.ts";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";

/** The finding was wrong: it counts no more. */
export default function PassingWithdrawDialog({
  id,
  no,
  onClose,
}: {
  id: string;
  no: number;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <FormDialog<{ reason: string }>
      done={t("passings.withdrawn")}
      draft={`passing.${id}.${no}`}
      names={[["reason"]]}
      onClose={onClose}
      outdated={["cases"]}
      send={({ reason }, key) => withdrawPassing(api, key, { id, no, reason })}
      submit={t("passings.withdraw")}
      title={t("passings.withdraw_title")}
      values={{ reason: "" }}
    >
      <Form.Item
        label={t("passings.why_withdrawn")}
        name="reason"
        rules={[{ required: true, whitespace: true, message: t("passings.needed") }]}
      >
        <Input.TextArea maxLength={1000} rows={3} />
      </Form.Item>
    </FormDialog>
  );
}
