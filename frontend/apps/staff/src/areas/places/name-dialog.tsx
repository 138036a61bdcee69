import "@shouwen/i18n/rooms/places.zh-CN.ts";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { FormDialog } from "../../shell/form-dialog.tsx";

const LONGEST = 64;

interface Props {
  title: string;
  name?: string;
  send: (name: string, key: string) => Promise<unknown>;
  onClose: () => void;
}

/** What a place is called; a name that is taken is told at the field. */
export default function NameDialog({ title, name = "", send, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <FormDialog<{ name: string }>
      done={t("places.saved")}
      fieldOf={(code) => (code === "places.name_taken" ? "name" : undefined)}
      names={[["name"]]}
      onClose={onClose}
      outdated={["zones", "units", "cases"]}
      send={(values, key) => send(values.name, key)}
      submit={t("app.save")}
      title={title}
      values={{ name }}
    >
      <Form.Item
        label={t("places.name")}
        name="name"
        rules={[{ required: true, whitespace: true, message: t("places.name_needed") }]}
      >
        <Input autoComplete="off" maxLength={LONGEST} />
      </Form.Item>
    </FormDialog>
  );
}
