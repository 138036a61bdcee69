import { labels } from "@shouwen/i18n/labels.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Segmented } from "@shouwen/ui/segmented.tsx";
import { Form } from "antd";
import { useTranslation } from "react-i18next";
import type { FieldsProps } from "./act-shape.ts";
import { CasePicker } from "./case-picker.tsx";

const RELATIONS = Object.keys(labels.link);

export default function LinkFields({ caseId, communityId }: FieldsProps) {
  const { t } = useTranslation();
  const label = useLabels();
  const relation = Form.useWatch<string | undefined>("relation");
  return (
    <>
      <Form.Item label={t("cases.act.relation")} name="relation">
        <Segmented
          label={t("cases.act.relation")}
          segments={RELATIONS.map((value) => ({ value, label: label("link", value) }))}
        />
      </Form.Item>
      <Form.Item
        extra={relation === "duplicate_of" ? t("cases.act.duplicate_text") : undefined}
        label={t("cases.act.case")}
        name="case_id"
        rules={[{ required: true, message: t("cases.act.case_needed") }]}
      >
        <CasePicker communityId={communityId} except={caseId} />
      </Form.Item>
    </>
  );
}
