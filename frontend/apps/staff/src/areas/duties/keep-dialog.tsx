import "@shouwen/i18n/rooms/duties.zh-CN.ts";
import { keepDuty } from "@shouwen/api/duties.ts";
import type { DutyOut, DutyWindow } from "@shouwen/api/types.ts";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { windowDays } from "./duty-windows.ts";

const MOST = 2000;
const ROWS = 4;

/** Says that a window was done, and what was found. */
export default function KeepDialog(props: {
  duty: DutyOut;
  window: DutyWindow;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { duty, window } = props;
  const { on } = window;
  return (
    <FormDialog<{ text?: string }>
      done={t("duties.kept", { title: duty.title })}
      draft={`duty.${duty.id}.${on}`}
      names={[["text"]]}
      onClose={props.onClose}
      outdated={["duties", "commitments", "board"]}
      send={({ text }, key) => keepDuty(api, key, duty.id, { on, ...(text ? { text } : {}) })}
      submit={t("duties.keep")}
      title={`${duty.title} ${windowDays(t, window)}`}
      values={{}}
    >
      <Form.Item label={t("duties.found")} name="text">
        <Input.TextArea maxLength={MOST} placeholder={t("app.optional")} rows={ROWS} />
      </Form.Item>
    </FormDialog>
  );
}
