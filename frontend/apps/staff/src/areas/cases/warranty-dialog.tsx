import "@shouwen/i18n/rooms/defects.zh-CN.ts";
import "@shouwen/i18n/rooms/slips.zh-CN.ts";
import "@shouwen/i18n/rooms/work-order.zh-CN.ts";
import { judgeWarranty } from "@shouwen/api/slips.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Segmented } from "@shouwen/ui/segmented.tsx";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";

interface Values {
  found: "small" | "large" | "no";
  reason: string;
}

/** Whether a defect is the developer's, and how large: one choice, as it is seen at the home (RP-04). */
export default function WarrantyDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const label = useLabels();
  return (
    <FormDialog<Values>
      done={t("cases.order.judged")}
      draft={`warranty.${id}`}
      names={[["reason"]]}
      onClose={onClose}
      outdated={["cases", "commitments"]}
      send={({ found, reason }, key) =>
        judgeWarranty(
          api,
          key,
          id,
          found === "no" ? { valid: false, reason } : { valid: true, size: found, reason },
        )
      }
      submit={t("cases.order.judge")}
      title={t("cases.order.judge")}
      values={{ found: "small", reason: "" }}
    >
      <Form.Item label={t("cases.order.warranty")} name="found">
        <Segmented
          label={t("cases.order.warranty")}
          segments={[
            { value: "small", label: label("defect_size", "small") },
            { value: "large", label: label("defect_size", "large") },
            { value: "no", label: t("cases.order.not_valid") },
          ]}
        />
      </Form.Item>
      <Form.Item
        label={t("cases.slip.reason")}
        name="reason"
        rules={[{ required: true, whitespace: true, message: t("cases.slip.needed") }]}
      >
        <Input.TextArea maxLength={1000} rows={3} />
      </Form.Item>
    </FormDialog>
  );
}
