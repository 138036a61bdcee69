import "@shouwen/i18n/rooms/callbacks.zh-CN.ts";
import { assignCallback } from "@shouwen/api/callbacks.ts";
import type { CallbackOut } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Form } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { ColleagueSelect } from "../../shell/colleague-select.tsx";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { OUTDATED } from "./use-say.ts";

interface Values {
  caller_id?: string;
  companion_id?: string;
}

/** Says who calls, and who goes along; never somebody who did the work. */
export default function AssignCallbackDialog(props: { shown: CallbackOut; onClose: () => void }) {
  const { t } = useTranslation();
  const label = useLabels();
  const { shown } = props;
  return (
    <FormDialog<Values>
      done={t("callbacks.assigned")}
      fieldOf={(code) => (code === "callbacks.by_handler" ? "caller_id" : undefined)}
      names={[["caller_id"], ["companion_id"]]}
      onClose={props.onClose}
      outdated={OUTDATED}
      send={({ caller_id = "", companion_id }, key) =>
        assignCallback(api, key, shown.id, {
          caller_id,
          ...(companion_id ? { companion_id } : {}),
        })
      }
      submit={label("callback_action", "assign")}
      title={`${label("callback_action", "assign")} ${shown.number}`}
      values={{}}
    >
      <Form.Item
        label={t("callbacks.assign_caller")}
        name="caller_id"
        rules={[{ required: true, message: t("callbacks.assign_needed") }]}
      >
        <ColleagueSelect communityId={shown.community_id} />
      </Form.Item>
      <Form.Item
        extra={shown.companion && t("callbacks.companion_now", { name: shown.companion.name })}
        label={t("callbacks.companion")}
        name="companion_id"
      >
        <ColleagueSelect communityId={shown.community_id} />
      </Form.Item>
    </FormDialog>
  );
}
