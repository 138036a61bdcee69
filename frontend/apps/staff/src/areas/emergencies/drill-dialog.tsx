import "@shouwen/i18n/rooms/help.zh-CN.ts";
import { type PlanKey, recordDrill } from "@shouwen/api/emergencies.ts";
import { staffSearch } from "@shouwen/api/people.ts";
import { fromLocalMinute, localMinute } from "@shouwen/core/instant.ts";
import { labels } from "@shouwen/i18n/rooms/emergencies.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { useQuery } from "@tanstack/react-query";
import { Form, Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { useDebounced } from "../../shell/use-debounced.ts";

interface Values {
  plan?: PlanKey;
  held_at?: string;
  participants?: { value: string }[];
  findings?: string;
}

const PAUSE_MS = 200;
const MOST = 5_000;

/** A drill: which plan, when, who took part, what was found. */
export default function DrillDialog(props: { communityId: string; onClose: () => void }) {
  const { communityId } = props;
  const { t } = useTranslation();
  const label = useLabels();
  const needed = { required: true, message: t("help.needed") };
  return (
    <FormDialog<Values>
      done={t("emergencies.recorded")}
      draft={`drill.${communityId}`}
      names={[["plan"], ["held_at"], ["participants"], ["findings"]]}
      onClose={props.onClose}
      outdated={["drills", "plans", "duties", "commitments"]}
      send={({ plan = "fire", held_at = "", participants = [], findings = "" }, key) =>
        recordDrill(api, key, communityId, {
          plan,
          held_at: fromLocalMinute(held_at),
          participant_ids: participants.map(({ value }) => value),
          findings,
        })
      }
      submit={t("app.save")}
      title={t("emergencies.record_drill")}
      values={{ held_at: localMinute(new Date()) }}
    >
      <Form.Item label={t("emergencies.plan")} name="plan" rules={[needed]}>
        <Select
          options={Object.keys(labels.plan).map((value) => ({
            value,
            label: label("plan", value),
          }))}
        />
      </Form.Item>
      <Form.Item label={t("emergencies.held")} name="held_at" rules={[needed]}>
        <Input type="datetime-local" />
      </Form.Item>
      <Form.Item label={t("emergencies.who")} name="participants" rules={[needed]}>
        <Participants communityId={communityId} />
      </Form.Item>
      <Form.Item
        label={t("emergencies.findings")}
        name="findings"
        rules={[{ ...needed, whitespace: true }]}
      >
        <Input.TextArea maxLength={MOST} rows={3} />
      </Form.Item>
    </FormDialog>
  );
}

function Participants({ communityId, ...field }: { communityId: string; id?: string }) {
  const [text, setText] = useState("");
  const found = useQuery(staffSearch(api, communityId, useDebounced(text.trim(), PAUSE_MS)));
  return (
    <Select
      {...field}
      labelInValue
      mode="multiple"
      options={(found.data?.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      showSearch={{ filterOption: false, onSearch: setText }}
    />
  );
}
