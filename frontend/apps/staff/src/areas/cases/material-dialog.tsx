import "@shouwen/i18n/rooms/slips.zh-CN.ts";
import { recordMaterial } from "@shouwen/api/slips.ts";
import { toFen } from "@shouwen/core/money.ts";
import { labels } from "@shouwen/i18n/rooms/work-order.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Segmented } from "@shouwen/ui/segmented.tsx";
import { Form, Input, InputNumber } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";

interface Values {
  name: string;
  quantity: number;
  price: string;
  source: "stock" | "bought";
  paid_by: "us" | "resident" | "developer";
}

const MOST = 100_000;

/** What was used on the repair. */
export default function MaterialDialog({ id, onClose }: { id: string; onClose: () => void }) {
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
