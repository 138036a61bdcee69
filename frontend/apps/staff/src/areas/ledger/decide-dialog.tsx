import "@shouwen/i18n/rooms/ledger.zh-CN.ts";
import { decideProposal, type ProposalVerb } from "@shouwen/api/ledger.ts";
import type { ProposalRow } from "@shouwen/api/types.ts";
import { yuan } from "@shouwen/core/money.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { NoteItem } from "../../shell/note-item.tsx";
import { OUTDATED } from "./ledger-frame.tsx";

/** The second signature, or why there is none. */
export default function DecideDialog(props: {
  shown: ProposalRow;
  verb: ProposalVerb;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const label = useLabels();
  const { shown, verb } = props;
  const what = label("proposal_kind", shown.kind);
  return (
    <FormDialog<{ note?: string }>
      danger={verb === "refuse"}
      done={t("ledger.decided")}
      draft={`proposal.${verb}.${shown.id}`}
      names={[["note"]]}
      onClose={props.onClose}
      outdated={OUTDATED}
      send={({ note }, key) =>
        decideProposal(api, key, shown, verb, note?.trim() ? { note: note.trim() } : {})
      }
      submit={label("proposal_action", verb)}
      title={`${label("proposal_action", verb)} ${what}`}
      values={{}}
    >
      <p>
        {what} ¥{yuan(shown.amount_fen)} · {shown.household?.unit ?? shown.document?.name} ·{" "}
        {shown.reason}
      </p>
      <NoteItem verb={verb} />
    </FormDialog>
  );
}
