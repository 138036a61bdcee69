import "@shouwen/i18n/rooms/ledger.zh-CN.ts";
import { proposeRefund } from "@shouwen/api/ledger.ts";
import type { StatementAccount } from "@shouwen/api/types.ts";
import { toFen, yuan } from "@shouwen/core/money.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Segmented } from "@shouwen/ui/segmented.tsx";
import { Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { AmountField } from "./amount-field.tsx";
import { OUTDATED } from "./ledger-frame.tsx";

const METHODS = ["bank_transfer", "cash", "wechat_pay"] as const;

interface Values {
  amount: string;
  method: (typeof METHODS)[number];
  payment_id?: string;
  reason: string;
}

/** Proposes that a deposit goes back; another person approves it. */
export default function RefundDialog(props: { account: StatementAccount; onClose: () => void }) {
  const { t } = useTranslation();
  const label = useLabels();
  const { account } = props;
  const payments = account.entries.filter(({ payment_id: id }) => id !== null);
  const methods = METHODS.filter((method) => method !== "wechat_pay" || payments.length > 0);
  return (
    <FormDialog<Values>
      done={t("ledger.proposed")}
      draft={`refund.${account.id}`}
      fieldOf={(code) => (code === "ledger.not_enough" ? "amount" : undefined)}
      names={[["amount"], ["method"], ["payment_id"], ["reason"]]}
      onClose={props.onClose}
      outdated={OUTDATED}
      send={({ amount, method, payment_id, reason }, key) =>
        proposeRefund(api, key, {
          account_id: account.id,
          amount_fen: toFen(amount) ?? 0,
          currency: "CNY",
          method,
          payment_id: method === "wechat_pay" ? (payment_id ?? null) : null,
          reason,
        })
      }
      submit={t("ledger.propose_refund")}
      title={t("ledger.propose_refund")}
      values={{ amount: yuan(account.balance_fen), method: "bank_transfer", reason: "" }}
    >
      <AmountField label={t("ledger.amount")} name="amount" />
      <Form.Item label={t("ledger.method")} name="method">
        <Segmented
          label={t("ledger.method")}
          segments={methods.map((value) => ({ value, label: label("pay_method", value) }))}
        />
      </Form.Item>
      <Form.Item dependencies={["method"]} noStyle>
        {({ getFieldValue }) =>
          getFieldValue("method") === "wechat_pay" && (
            <Form.Item
              label={t("ledger.payment")}
              name="payment_id"
              rules={[{ required: true, message: t("ledger.payment_needed") }]}
            >
              <Select
                options={payments.map((entry) => ({
                  value: entry.payment_id,
                  label: `${entry.document.name} · ¥${yuan(entry.amount_fen)}`,
                }))}
              />
            </Form.Item>
          )
        }
      </Form.Item>
      <Form.Item
        label={t("ledger.why")}
        name="reason"
        rules={[{ required: true, whitespace: true, message: t("ledger.why_needed") }]}
      >
        <Input maxLength={500} />
      </Form.Item>
    </FormDialog>
  );
}
