import "@shouwen/i18n/rooms/ledger.zh-CN.ts";
import { proposeReversal } from "@shouwen/api/ledger.ts";
import type { PaperOut } from "@shouwen/api/types.ts";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { OUTDATED } from "./ledger-frame.tsx";

/** Proposes that a paper is undone; another person approves it. */
export default function ReversalDialog(props: { shown: PaperOut; onClose: () => void }) {
  const { t } = useTranslation();
  const { shown } = props;
  return (
    <FormDialog<{ reason: string }>
      danger
      done={t("ledger.proposed")}
      draft={`reversal.${shown.id}`}
      names={[["reason"]]}
      onClose={props.onClose}
      outdated={OUTDATED}
      send={({ reason }, key) => proposeReversal(api, key, { document_id: shown.id, reason })}
      submit={t("ledger.propose_reversal")}
      title={`${t("ledger.propose_reversal")} ${shown.number}`}
      values={{ reason: "" }}
    >
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
