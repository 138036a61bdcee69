import "@shouwen/i18n/rooms/ledger.zh-CN.ts";
import { matchLine } from "@shouwen/api/ledger.ts";
import type { BankLineOut, OpenItem, RefundOut } from "@shouwen/api/types.ts";
import { yuan } from "@shouwen/core/money.ts";
import { Form, Select } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { OUTDATED } from "./ledger-frame.tsx";

interface Props {
  line: BankLineOut;
  items: { arriving: OpenItem[]; leaving: RefundOut[] };
  onClose: () => void;
}

/** Says which papers a line of the bank's statement is the money of. */
export default function MatchDialog({ line, items, onClose }: Props) {
  const { t } = useTranslation();
  const offered = line.amount_fen > 0 ? items.arriving : items.leaving;
  const fitting = offered.filter(({ amount_fen }) => amount_fen === Math.abs(line.amount_fen));
  const [only] = fitting;
  return (
    <FormDialog<{ document_ids: string[] }>
      done={t("ledger.matched")}
      fieldOf={(code) => (code === "ledger.no_match" ? "document_ids" : undefined)}
      names={[["document_ids"]]}
      onClose={onClose}
      outdated={OUTDATED}
      send={({ document_ids }, key) => matchLine(api, key, line.id, document_ids)}
      submit={t("ledger.match")}
      title={`${t("ledger.match")} ¥${yuan(line.amount_fen)}`}
      values={{ document_ids: fitting.length === 1 && only ? [only.document.id] : [] }}
    >
      <Form.Item
        label={t("ledger.papers")}
        name="document_ids"
        rules={[{ required: true, message: t("ledger.papers_needed") }]}
      >
        <Select
          mode="multiple"
          optionFilterProp="label"
          options={offered.map(({ document, household, amount_fen }) => ({
            value: document.id,
            label: [document.name, household?.unit, `¥${yuan(amount_fen)}`]
              .filter(Boolean)
              .join(" · "),
          }))}
        />
      </Form.Item>
    </FormDialog>
  );
}
