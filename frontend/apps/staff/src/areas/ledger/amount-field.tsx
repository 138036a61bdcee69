import "@shouwen/i18n/rooms/ledger.zh-CN.ts";
import { toFen } from "@shouwen/core/money.ts";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";

/** A sum typed as yuan: at least one fen, or none at all where a box is counted. */
export function AmountField(props: { name: string; label: string; zero?: boolean }) {
  const { t } = useTranslation();
  const isSum = (typed: string | undefined) => {
    const fen = toFen(typed ?? "");
    return fen !== undefined && (fen > 0 || props.zero === true);
  };
  return (
    <Form.Item
      label={props.label}
      name={props.name}
      rules={[
        {
          validator: async (_, typed?: string) => {
            if (!isSum(typed)) throw new Error(t("ledger.amount_needed"));
          },
        },
      ]}
    >
      <Input autoComplete="off" inputMode="decimal" maxLength={12} prefix="¥" />
    </Form.Item>
  );
}
