import "@shouwen/i18n/rooms/ledger.zh-CN.ts";
import { beginShift, endShift } from "@shouwen/api/ledger.ts";
import type { ShiftOut } from "@shouwen/api/types.ts";
import { toFen, yuan } from "@shouwen/core/money.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { AmountField } from "./amount-field.tsx";
import { OUTDATED } from "./ledger-frame.tsx";

const REASONS = [
  "wrong_change",
  "not_receipted",
  "paid_twice",
  "counterfeit",
  "miscounted",
  "unexplained",
] as const;

interface Values {
  counted: string;
  reason?: (typeof REASONS)[number];
  note?: string;
}

/** The box is counted: at the beginning of a shift, and at the end of the one that is open. */
export default function ShiftDialog(props: {
  communityId: string;
  shift?: ShiftOut | undefined;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const label = useLabels();
  const { shift } = props;
  return (
    <FormDialog<Values>
      done={t(shift ? "ledger.ended" : "ledger.begun")}
      fieldOf={(code) => (code === "ledger.difference_unnamed" ? "reason" : undefined)}
      names={[["counted"], ["reason"], ["note"]]}
      onClose={props.onClose}
      outdated={OUTDATED}
      send={({ counted, reason, note }, key) => {
        const given = { counted_fen: toFen(counted) ?? 0, currency: "CNY" as const };
        const why = reason ? { reason } : {};
        if (!shift)
          return beginShift(api, key, { community_id: props.communityId, ...given, ...why });
        return endShift(api, key, shift, { ...given, ...why, ...(note ? { note } : {}) });
      }}
      submit={t(shift ? "ledger.end" : "ledger.begin")}
      title={t(shift ? "ledger.end" : "ledger.begin")}
      values={{ counted: "" }}
    >
      {shift && <p>{t("ledger.books_say", { sum: yuan(shift.expected_fen) })}</p>}
      <AmountField label={t("ledger.counted")} name="counted" zero />
      <Form.Item extra={t("ledger.reason_hint")} label={t("ledger.reason")} name="reason">
        <Select
          allowClear
          options={REASONS.map((value) => ({ value, label: label("cash_reason", value) }))}
        />
      </Form.Item>
      {shift && (
        <Form.Item label={t("ledger.note")} name="note">
          <Input maxLength={500} />
        </Form.Item>
      )}
    </FormDialog>
  );
}
