import "@shouwen/i18n/rooms/slips.zh-CN.ts";
import { sayFee, type WorkOrderOut } from "@shouwen/api/slips.ts";
import { toFen, yuan } from "@shouwen/core/money.ts";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { StaffPicker } from "./people-picker.tsx";
import type { Picked } from "./record-values.ts";

interface Values {
  collected: string;
  collector?: Picked;
  reason: string;
}

/** Whether the fee was collected on the job, how much, and why not (RP-10). */
export default function FeeDialog({
  order,
  onClose,
}: {
  order: WorkOrderOut;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const check = (_rule: unknown, typed: string) =>
    toFen(typed ?? "") === undefined
      ? Promise.reject(new Error(t("cases.slip.no_amount")))
      : Promise.resolve();
  return (
    <FormDialog<Values>
      done={t("cases.order.fee.said")}
      draft={`fee.${order.case_id}`}
      fieldOf={(code) => (code === "cases.fee_above_due" ? "collected" : undefined)}
      names={[["reason"]]}
      onClose={onClose}
      outdated={["cases", "commitments"]}
      send={({ collected, collector, reason }, key) =>
        sayFee(api, key, order.case_id, {
          collected_fen: toFen(collected) ?? 0,
          reason: reason.trim() || null,
          collected_by_id: collector?.value ?? null,
        })
      }
      submit={t("app.save")}
      title={t("cases.order.fee.say")}
      values={{ collected: yuan(order.due_fen), reason: "" }}
    >
      <Form.Item
        label={t("cases.order.fee.collected")}
        name="collected"
        rules={[{ validator: check }]}
      >
        <Input inputMode="decimal" maxLength={12} />
      </Form.Item>
      <Form.Item
        extra={t("cases.order.fee.collector_hint")}
        label={t("cases.order.fee.collector")}
        name="collector"
      >
        <StaffPicker communityId={order.community_id} />
      </Form.Item>
      <Form.Item label={t("cases.order.fee.reason")} name="reason">
        <Input.TextArea maxLength={1000} rows={2} />
      </Form.Item>
    </FormDialog>
  );
}
