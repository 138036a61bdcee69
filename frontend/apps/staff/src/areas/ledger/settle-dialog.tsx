import "@shouwen/i18n/rooms/ledger.zh-CN.ts";
import { completeRefund, failRefund } from "@shouwen/api/ledger.ts";
import type { RefundOut } from "@shouwen/api/types.ts";
import { yuan } from "@shouwen/core/money.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { OUTDATED } from "./ledger-frame.tsx";

/** How a refund ended: said once, and never taken back. */
export default function SettleDialog(props: {
  refund: RefundOut;
  paid: boolean;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const label = useLabels();
  const { refund, paid } = props;
  return (
    <FormDialog<object>
      danger={!paid}
      done={t(paid ? "ledger.refund_paid" : "ledger.refund_returned")}
      names={[]}
      onClose={props.onClose}
      outdated={OUTDATED}
      send={(_values, key) =>
        paid
          ? completeRefund(api, key, refund.id)
          : failRefund(api, key, refund.id, "returned_by_bank")
      }
      submit={t(paid ? "ledger.paid" : "ledger.came_back")}
      title={t(paid ? "ledger.settle_paid" : "ledger.settle_back")}
      values={{}}
    >
      <p>
        {[refund.document.name, refund.household?.unit, label("pay_method", refund.method)]
          .filter(Boolean)
          .join(" · ")}{" "}
        <strong>¥{yuan(refund.amount_fen)}</strong>
      </p>
      <p>{t(paid ? "ledger.settle_paid_text" : "ledger.settle_back_text")}</p>
    </FormDialog>
  );
}
