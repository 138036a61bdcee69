import "@shouwen/i18n/rooms/organisation.zh-CN.ts";
import "@shouwen/i18n/rooms/rights.zh-CN.ts";
import { addStaff } from "@shouwen/api/grants.ts";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";

const LONGEST_NAME = 64;
const LONGEST_NUMBER = 32;

interface Values {
  name: string;
  number: string;
  username?: string;
}

interface Props {
  onMade: (staff: { id: string; name: string }, username: string | undefined) => void;
  onClose: () => void;
}

/** Somebody begins to work here. With a username they get a link to set their own password. */
export default function NewStaffDialog({ onMade, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <FormDialog<Values>
      done={t("rights.staff_made")}
      fieldOf={(code) => (code === "people.number_taken" ? "number" : undefined)}
      names={[["name"], ["number"]]}
      onClose={onClose}
      outdated={["organisation", "staff", "access"]}
      send={async ({ name, number, username }, key) => {
        const { data } = await addStaff(api, key, { name, number });
        onMade(data, username?.trim() || undefined);
      }}
      submit={t("app.save")}
      title={t("rights.new_staff")}
      values={{ name: "", number: "" }}
    >
      <Form.Item
        label={t("organisation.full_name")}
        name="name"
        rules={[{ required: true, whitespace: true, message: t("organisation.full_name_needed") }]}
      >
        <Input autoComplete="off" maxLength={LONGEST_NAME} />
      </Form.Item>
      <Form.Item
        label={t("organisation.number")}
        name="number"
        rules={[{ required: true, whitespace: true, message: t("organisation.number_needed") }]}
      >
        <Input autoComplete="off" maxLength={LONGEST_NUMBER} />
      </Form.Item>
      <Form.Item extra={t("rights.username_hint")} label={t("rights.username_for")} name="username">
        <Input autoCapitalize="none" autoComplete="off" maxLength={LONGEST_NAME} />
      </Form.Item>
    </FormDialog>
  );
}
