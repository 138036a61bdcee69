import "@shouwen/i18n/rooms/ledger.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Form, Select } from "antd";
import { useTranslation } from "react-i18next";

const PURPOSES = [
  "renovation_deposit",
  "other_deposit",
  "repair_fee",
  "service_fee",
  "property_fee",
  "other_fee",
] as const;

export type Purpose = (typeof PURPOSES)[number];

/** What money is for: a deposit stays the payer's, a fee is ours. */
export function PurposeField() {
  const { t } = useTranslation();
  const label = useLabels();
  return (
    <Form.Item label={t("ledger.purpose")} name="purpose">
      <Select options={PURPOSES.map((value) => ({ value, label: label("purpose", value) }))} />
    </Form.Item>
  );
}
