import "@shouwen/i18n/rooms/ledger.zh-CN.ts";
import { bankCash } from "@shouwen/api/ledger.ts";
import { toFen } from "@shouwen/core/money.ts";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { AmountField } from "./amount-field.tsx";
import { OUTDATED } from "./ledger-frame.tsx";

/** Cash is carried to the bank. */
export default function BankingDialog(props: { communityId: string; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <FormDialog<{ amount: string }>
      done={t("ledger.banked")}
      names={[["amount"]]}
      onClose={props.onClose}
      outdated={OUTDATED}
      send={({ amount }, key) =>
        bankCash(api, key, {
          community_id: props.communityId,
          amount_fen: toFen(amount) ?? 0,
          currency: "CNY",
        })
      }
      submit={t("ledger.banking")}
      title={t("ledger.banking")}
      values={{ amount: "" }}
    >
      <AmountField label={t("ledger.amount")} name="amount" />
    </FormDialog>
  );
}
