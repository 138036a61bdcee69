import "@shouwen/i18n/rooms/ledger.zh-CN.ts";
import { takeInStatement } from "@shouwen/api/ledger.ts";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { OUTDATED } from "./ledger-frame.tsx";

const ROWS = 8;
const MOST = 400_000;

/** A statement of the bank, chosen as a file or pasted. */
export default function StatementDialog(props: { communityId: string; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <FormDialog<{ csv: string }>
      done={t("ledger.taken_in")}
      names={[["csv"]]}
      onClose={props.onClose}
      outdated={OUTDATED}
      send={({ csv }, key) => takeInStatement(api, key, { community_id: props.communityId, csv })}
      submit={t("ledger.take_in")}
      title={t("ledger.take_in")}
      values={{ csv: "" }}
      wide
    >
      <Chosen />
      <Form.Item
        extra={t("ledger.csv_hint")}
        label={t("ledger.csv")}
        name="csv"
        rules={[{ required: true, whitespace: true, message: t("ledger.csv_needed") }]}
      >
        <Input.TextArea maxLength={MOST} rows={ROWS} />
      </Form.Item>
    </FormDialog>
  );
}

/** The file's text, whichever of the two encodings banks use. */
function Chosen() {
  const { t } = useTranslation();
  const form = Form.useFormInstance();
  const read = async (file: File | undefined) => {
    if (!file) return;
    const bytes = await file.arrayBuffer();
    form.setFieldValue("csv", decode(bytes));
  };
  return (
    <Form.Item label={t("ledger.file")}>
      <input
        accept=".csv,text/csv"
        aria-label={t("ledger.file")}
        onChange={({ target }) => void read(target.files?.[0])}
        type="file"
      />
    </Form.Item>
  );
}

function decode(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}
