import { holds, me } from "@shouwen/api/access.ts";
import { enterAbsence } from "@shouwen/api/organisation.ts";
import type { AbsenceReason } from "@shouwen/api/types.ts";
import { fromLocalMinute } from "@shouwen/core/instant.ts";
import { labels } from "@shouwen/i18n/rooms/organisation.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Segmented } from "@shouwen/ui/segmented.tsx";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { ColleagueSelect } from "../../shell/colleague-select.tsx";
import { FormDialog } from "../../shell/form-dialog.tsx";

const REASONS = Object.keys(labels.absence_reason) as AbsenceReason[];

interface Values {
  staff_id?: string;
  reason_key: AbsenceReason;
  since?: string;
  until?: string;
}

/** Says that one is away oneself, or with the permission that a colleague is. */
export default function AbsenceDialog(props: { communityId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const label = useLabels();
  const { data: person } = useSuspenseQuery(me(api));
  return (
    <FormDialog<Values>
      done={t("organisation.entered")}
      names={[["staff_id"], ["reason_key"], ["since"], ["until"]]}
      onClose={props.onClose}
      outdated={["organisation"]}
      send={({ staff_id, reason_key, since, until }, key) =>
        enterAbsence(api, key, {
          reason_key,
          ...(staff_id ? { staff_id } : {}),
          ...(since ? { since: fromLocalMinute(since) } : {}),
          ...(until ? { until: fromLocalMinute(until) } : {}),
        })
      }
      submit={t("app.save")}
      title={t("organisation.enter")}
      values={{ reason_key: "leave" }}
    >
      {holds(person, "people.manage_absences") && (
        <Form.Item
          label={t("organisation.who")}
          name="staff_id"
          // An empty form sent by a slip would take the administrator off duty with no end.
          rules={[{ required: true, message: t("organisation.who_needed") }]}
        >
          <ColleagueSelect communityId={props.communityId} />
        </Form.Item>
      )}
      <Form.Item label={t("organisation.why")} name="reason_key">
        <Segmented
          label={t("organisation.why")}
          segments={REASONS.map((value) => ({ value, label: label("absence_reason", value) }))}
        />
      </Form.Item>
      <Form.Item extra={t("organisation.since_hint")} label={t("organisation.since")} name="since">
        <Input type="datetime-local" />
      </Form.Item>
      <Form.Item extra={t("organisation.until_hint")} label={t("organisation.until")} name="until">
        <Input type="datetime-local" />
      </Form.Item>
    </FormDialog>
  );
}
