import "@shouwen/i18n/rooms/slips.zh-CN.ts";
import { actOnSlip, type SlipOut } from "@shouwen/api/slips.ts";
import { yuan } from "@shouwen/core/money.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { NoteItem } from "../../shell/note-item.tsx";

/** Why an amount is not approved: whoever proposed it reads that. */
export default function RefuseAmountDialog(props: {
  amount: SlipOut["amounts"][number];
  caseId: string;
  version: number;
  onClose: () => void;
}) {
  const { amount, caseId, version } = props;
  const { t } = useTranslation();
  const label = useLabels();
  return (
    <FormDialog<{ reason?: string }>
      danger
      done={t("cases.slip.refused")}
      draft={`slip.refuse.${caseId}.${amount.no}`}
      names={[["reason"]]}
      onClose={props.onClose}
      outdated={["cases"]}
      send={(values, key) =>
        actOnSlip(api, key, caseId, {
          verb: "refuse-amount",
          body: { no: amount.no, ...values },
          version,
        })
      }
      submit={label("slip_action", "refuse-amount")}
      title={label("slip_action", "refuse-amount")}
      values={{}}
    >
      <p>
        {label("money_outcome", amount.kind)} ¥{yuan(amount.amount_fen)} · {amount.reason}
      </p>
      <NoteItem name="reason" verb="refuse" />
    </FormDialog>
  );
}
