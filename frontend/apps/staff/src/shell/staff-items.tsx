import "@shouwen/i18n/rooms/organisation.zh-CN.ts";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";

const LONGEST_NAME = 64;
const LONGEST_NUMBER = 32;

/** Who somebody is among the staff: the name and the number. */
export function StaffItems() {
  const { t } = useTranslation();
  return (
    <>
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
    </>
  );
}
