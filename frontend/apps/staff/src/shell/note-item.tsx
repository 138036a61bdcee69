import "@shouwen/i18n/rooms/ledger.zh-CN.ts";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";

const LONGEST = 500;

/** The words beside a decision about money: whoever says no says why, for the other has to mend it. */
export function NoteItem({ verb, name = "note" }: { verb: string; name?: string }) {
  const { t } = useTranslation();
  const refused = verb === "refuse";
  return (
    <Form.Item
      label={t(refused ? "ledger.why_refused" : "ledger.note")}
      name={name}
      rules={[{ required: refused, whitespace: true, message: t("ledger.why_needed") }]}
    >
      <Input maxLength={LONGEST} />
    </Form.Item>
  );
}
