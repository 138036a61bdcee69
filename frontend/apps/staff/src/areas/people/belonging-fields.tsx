import "@shouwen/i18n/rooms/residents.zh-CN.ts";
import type { Relation } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Checkbox, Form, Select } from "antd";
import { useTranslation } from "react-i18next";

const RELATIONS: Relation[] = ["owner", "tenant", "family", "agent"];

/** What somebody is to a household, and whether they are called when something happens there. */
export function BelongingFields() {
  const { t } = useTranslation();
  const label = useLabels();
  return (
    <>
      <Form.Item label={t("residents.relation")} name="relation">
        <Select options={RELATIONS.map((value) => ({ value, label: label("relation", value) }))} />
      </Form.Item>
      <Form.Item name="is_adult" valuePropName="checked">
        <Checkbox>{t("residents.adult")}</Checkbox>
      </Form.Item>
      <Form.Item name="is_emergency_contact" valuePropName="checked">
        <Checkbox>{t("residents.emergency")}</Checkbox>
      </Form.Item>
    </>
  );
}
