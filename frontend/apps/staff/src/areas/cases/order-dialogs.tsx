import "@shouwen/i18n/rooms/slips.zh-CN.ts";
import { recordMaterial, sayFee, type WorkOrderOut } from "@shouwen/api/slips.ts";
import { toFen, yuan } from "@shouwen/core/money.ts";
import { labels } from "@shouwen/i18n/rooms/work-order.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Segmented } from "@shouwen/ui/segmented.tsx";
import { Form, Input, InputNumber } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { StaffPicker } from "./people-picker.tsx";
import type { Picked } from "./record-values.ts";

interface Values {
  name: string;
  quantity: number;
  price: string;
  source: "stock" | "bought";
  paid_by: "us" | "resident" | "developer";
}

const MOST = 100_000;

/** What was used on the repair. */
export function MaterialDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const label = useLabels();
  const needed = { required: true, message: t("cases.slip.needed") };
  const check = (_rule: unknown, typed: string) =>
    toFen(typed ?? "") === undefined
      ? Promise.reject(new Error(t("cases.slip.no_amount")))
      : Promise.resolve();
  return (
    <FormDialog<Values>
      done={t("cases.order.added")}
      names={[["name"], ["quantity"], ["source"], ["paid_by"]]}
      onClose={onClose}
      outdated={["cases"]}
      send={({ price, ...rest }, key) =>
        recordMaterial(api, key, id, { ...rest, unit_price_fen: toFen(price) ?? 0 })
      }
      submit={t("app.save")}
      title={t("cases.order.add")}
      values={{ name: "", quantity: 1, price: "", source: "stock", paid_by: "us" }}
    >
      <Form.Item
        label={t("cases.order.name")}
        name="name"
        rules={[{ ...needed, whitespace: true }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item label={t("cases.order.quantity")} name="quantity" rules={[needed]}>
        <InputNumber max={MOST} min={1} precision={0} />
      </Form.Item>
      <Form.Item label={t("cases.order.price")} name="price" rules={[{ validator: check }]}>
        <Input inputMode="decimal" maxLength={12} placeholder="0.00" />
      </Form.Item>
      <Form.Item label={t("cases.order.source")} name="source">
        <Segmented
          label={t("cases.order.source")}
          segments={Object.keys(labels.material_source).map((value) => ({
            value,
            label: label("material_source", value),
          }))}
        />
      </Form.Item>
      <Form.Item label={t("cases.order.paid_by")} name="paid_by">
        <Segmented
          label={t("cases.order.paid_by")}
          segments={Object.keys(labels.paid_by).map((value) => ({
            value,
            label: label("paid_by", value),
          }))}
        />
      </Form.Item>
    </FormDialog>
  );
}

interface FeeValues {
  collected: string;
  collector?: Picked;
  reason: string;
}

/** Whether the fee was collected on the job, how much, and why not (RP-10). */
export function FeeDialog({ order, onClose }: { order: WorkOrderOut; onClose: () => void }) {
  const { t } = useTranslation();
  const check = (_rule: unknown, typed: string) =>
    toFen(typed ?? "") === undefined
      ? Promise.reject(new Error(t("cases.slip.no_amount")))
      : Promise.resolve();
  return (
    <FormDialog<FeeValues>
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
