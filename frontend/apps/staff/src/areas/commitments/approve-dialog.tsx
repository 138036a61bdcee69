import "@shouwen/i18n/rooms/late.zh-CN.ts";
import { yuan } from "@shouwen/core/money.ts";
import { useTranslation } from "react-i18next";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { NoteItem } from "../../shell/note-item.tsx";
import type { Proposed } from "./approvals.tsx";

/** The second signature, said twice: on a phone a finger slips. */
export default function ApproveDialog(props: {
  proposed: Proposed;
  verb: "approve" | "refuse";
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { proposed, verb } = props;
  const name = t(`late.${verb}`);
  return (
    <FormDialog<{ note?: string }>
      danger={verb === "refuse"}
      done={t(`late.done_${verb}`)}
      names={[["note"]]}
      onClose={props.onClose}
      outdated={["cases", "ledger", "commitments"]}
      send={({ note }, key) => proposed.decide(verb, key, note?.trim())}
      submit={name}
      title={`${name} ¥${yuan(proposed.fen)}`}
      values={{}}
    >
      <p>
        {proposed.what} · {proposed.by}
      </p>
      <p>{proposed.reason}</p>
      {proposed.noted.includes(verb) && <NoteItem verb={verb} />}
    </FormDialog>
  );
}
