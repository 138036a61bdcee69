import "@shouwen/i18n/rooms/setup.zh-CN.ts";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";

/** The password a second time, to be sure of what was typed. */
export function RepeatField() {
  const { t } = useTranslation();
  return (
    <Form.Item
      dependencies={["password"]}
      label={t("setup.repeat")}
      name="repeat"
      rules={[
        ({ getFieldValue }) => ({
          validator: (_, value) =>
            value === getFieldValue("password")
              ? Promise.resolve()
              : Promise.reject(new Error(t("setup.different"))),
        }),
      ]}
    >
      <Input autoComplete="new-password" type="password" />
    </Form.Item>
  );
}
