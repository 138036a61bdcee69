import "@shouwen/i18n/rooms/ledger.zh-CN.ts";
import { proposeRefund } from "@shouwen/api/ledger.ts";
import type { StatementAccount } from "@shouwen/api/types.ts";
import { toFen, yuan } from "@shouwen/core/money.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Segmented } from "@shouwen/ui/segmented.tsx";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { AmountField } from "./amount-field.tsx";
import { OUTDATED } from "./ledger-frame.tsx";

const METHODS = ["bank_transfer", "cash"] as const;

interface Values {
  amount: string;
  method: (typeof METHODS)[number];
  reason: string;
}

/** Proposes that a deposit goes back; another person approves it. */
export default function RefundDialog(props: { account: StatementAccount; onClose: () => void }) {
  const { t } = useTranslation();
  const label = useLabels();
  const { account } = props;
  return (
    <FormDialog<Values>
      done={t("ledger.proposed")}
      fieldOf={(code) => (code === "ledger.not_enough" ? "amount" : undefined)}
      names={[["amount"], ["method"], ["reason"]]}
      onClose={props.onClose}
      outdated={OUTDATED}
      send={({ amount, method, reason }, key) =>
        proposeRefund(api, key, {
          account_id: account.id,
          amount_fen: toFen(amount) ?? 0,
          currency: "CNY",
          method,
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
          segments={METHODS.map((value) => ({ value, label: label("pay_method", value) }))}
        />
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
