import "@shouwen/i18n/rooms/help.zh-CN.ts";
import { type CordonOut, removeCordon } from "@shouwen/api/emergencies.ts";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "./api.ts";
import { FormDialog } from "./form-dialog.tsx";

const MOST = 2_000;

/** The sign is gone, and what the site was left like. */
export default function RemoveCordonDialog(props: { cordon: CordonOut; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <FormDialog<{ restored?: string }>
      done={t("help.cordon_gone")}
      draft={`cordon.${props.cordon.id}`}
      names={[["restored"]]}
      onClose={props.onClose}
      outdated={["cases", "cordons", "commitments"]}
      send={({ restored = "" }, key) => removeCordon(api, key, props.cordon.id, restored)}
      submit={t("help.remove_cordon")}
      title={`${t("help.remove_cordon")} · ${props.cordon.place}`}
      values={{}}
    >
      <Form.Item
        label={t("help.restored")}
        name="restored"
        rules={[{ required: true, whitespace: true, message: t("help.needed") }]}
      >
        <Input.TextArea maxLength={MOST} rows={3} />
      </Form.Item>
    </FormDialog>
  );
}
