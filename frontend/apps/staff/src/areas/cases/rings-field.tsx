import "@shouwen/i18n/rooms/record.zh-CN.ts";
import { Form, InputNumber } from "antd";
import { useTranslation } from "react-i18next";
import { rings } from "./record-values.ts";

const MOST = 99;

/** How often the telephone rang before it was taken (RC-01). Only what came by telephone rang. */
export default function RingsField({ base }: { base: (string | number)[] }) {
  const { t } = useTranslation();
  const channel: string | undefined = Form.useWatch([...base, "channel"]);
  if (!rings(channel)) return null;
  return (
    <Form.Item label={t("cases.record.rings")} name={[...base, "rings"]}>
      <InputNumber max={MOST} min={1} placeholder={t("app.optional")} precision={0} />
    </Form.Item>
  );
}
