import "@shouwen/i18n/rooms/emergencies.zh-CN.ts";
import "@shouwen/i18n/rooms/help.zh-CN.ts";
import { editPlan, type PlanOut } from "@shouwen/api/emergencies.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";

interface Values {
  lines: string;
  reason?: string;
}

const ROWS = 10;
const MOST = 10_000;
const REASON = 1_000;

/** What keeps its Chinese words keeps its English ones. */
function toItems(lines: string, known: PlanOut["items"]) {
  const english = new Map(known.map(({ zh, en }) => [zh, en]));
  return lines
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((zh) => ({ zh, en: english.get(zh) ?? null }));
}

/** The community's own list of a plan: one line each. It becomes another version; nothing is overwritten. */
export default function PlanDialog(props: { plan: PlanOut; onClose: () => void }) {
  const [plan] = useState(props.plan); // as it was when the reader began
  const { t } = useTranslation();
  const label = useLabels();
  const needed = [{ required: true, whitespace: true, message: t("help.needed") }];
  return (
    <FormDialog<Values>
      done={t("emergencies.edited")}
      draft={`plan.${plan.plan}.${plan.community_id}`}
      names={[["lines"], ["reason"]]}
      onClose={props.onClose}
      outdated={["plans"]}
      send={({ lines, reason = "" }) =>
        editPlan(api, plan.community_id, plan.plan, { items: toItems(lines, plan.items), reason })
      }
      submit={t("app.save")}
      title={`${t("emergencies.edit")} · ${label("plan", plan.plan)}`}
      values={{ lines: plan.items.map(({ zh }) => zh).join("\n") }}
      wide
    >
      <Form.Item
        extra={t("emergencies.lines_hint")}
        label={t("emergencies.lines")}
        name="lines"
        rules={needed}
      >
        <Input.TextArea maxLength={MOST} rows={ROWS} />
      </Form.Item>
      <Form.Item label={t("emergencies.reason")} name="reason" rules={needed}>
        <Input maxLength={REASON} />
      </Form.Item>
    </FormDialog>
  );
}
