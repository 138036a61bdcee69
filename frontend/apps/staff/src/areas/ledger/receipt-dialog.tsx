import "@shouwen/i18n/rooms/ledger.zh-CN.ts";
import { takeMoney } from "@shouwen/api/ledger.ts";
import { toFen } from "@shouwen/core/money.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Segmented } from "@shouwen/ui/segmented.tsx";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { AmountField } from "./amount-field.tsx";
import { HouseholdPicker } from "./household-picker.tsx";
import { OUTDATED } from "./ledger-frame.tsx";
import { type Purpose, PurposeField } from "./purpose-field.tsx";

const METHODS = ["cash", "bank_transfer"] as const;

interface Values {
  household_id?: string;
  purpose: Purpose;
  method: (typeof METHODS)[number];
  amount: string;
  reference?: string;
  note?: string;
}

/** Money taken at the desk, against a receipt. */
export default function ReceiptDialog(props: { communityId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const label = useLabels();
  const noted = (values: Values) => ({
    ...(values.reference?.trim() ? { reference: values.reference.trim() } : {}),
    ...(values.note?.trim() ? { note: values.note.trim() } : {}),
  });
  return (
    <FormDialog<Values>
      done={t("ledger.taken_done")}
      fieldOf={(code) => (code === "ledger.cause_taken" ? "reference" : undefined)}
      names={[["household_id"], ["purpose"], ["method"], ["amount"], ["reference"], ["note"]]}
      onClose={props.onClose}
      outdated={OUTDATED}
      send={(values, key) =>
        takeMoney(api, key, {
          household_id: values.household_id ?? "",
          purpose: values.purpose,
          method: values.method,
          amount_fen: toFen(values.amount) ?? 0,
          currency: "CNY",
          ...noted(values),
        })
      }
      submit={t("ledger.take")}
      title={t("ledger.take")}
      values={{ purpose: "renovation_deposit", method: "cash", amount: "" }}
    >
      <Form.Item
        label={t("ledger.household")}
        name="household_id"
        rules={[{ required: true, message: t("ledger.household_needed") }]}
      >
        <HouseholdPicker communityId={props.communityId} />
      </Form.Item>
      <PurposeField />
      <Form.Item label={t("ledger.method")} name="method">
        <Segmented
          label={t("ledger.method")}
          segments={METHODS.map((value) => ({ value, label: label("pay_method", value) }))}
        />
      </Form.Item>
      <AmountField label={t("ledger.amount")} name="amount" />
      <Form.Item dependencies={["method"]} noStyle>
        {({ getFieldValue }) =>
          getFieldValue("method") === "bank_transfer" && (
            <Form.Item label={t("ledger.reference")} name="reference">
              <Input maxLength={64} placeholder={t("ledger.reference_hint")} />
            </Form.Item>
          )
        }
      </Form.Item>
      <Form.Item label={t("ledger.note")} name="note">
        <Input maxLength={500} />
      </Form.Item>
    </FormDialog>
  );
}
