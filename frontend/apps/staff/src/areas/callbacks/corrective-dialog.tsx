import "@shouwen/i18n/rooms/callbacks.zh-CN.ts";
import { sayCorrective } from "@shouwen/api/callbacks.ts";
import type { CorrectiveOut, CorrectiveVerb } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Segmented } from "@shouwen/ui/segmented.tsx";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { ColleagueSelect } from "../../shell/colleague-select.tsx";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { OUTDATED } from "./use-say.ts";

const LONG = { rows: 3, maxLength: 2000 };

/** `words`: the measure, what was done, or what was found, by the step it is. */
interface Values {
  words: string;
  responsible_id?: string;
  until: string;
  effect: "yes" | "no";
}

/** One step of a corrective action. */
export default function CorrectiveDialog(props: {
  shown: CorrectiveOut;
  verb: CorrectiveVerb;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const label = useLabels();
  const { shown, verb } = props;
  return (
    <FormDialog<Values>
      done={t("callbacks.corrective_saved")}
      draft={`corrective.${verb}.${shown.id}`}
      fieldOf={(code) => (code === "callbacks.not_carried_out" ? "effect" : undefined)}
      names={[["words"], ["responsible_id"], ["until"], ["effect"]]}
      onClose={props.onClose}
      outdated={OUTDATED}
      send={({ words, effect, responsible_id = "", until }, key) =>
        sayCorrective(api, key, shown.id, verb, {
          measure: words,
          done: words,
          finding: words,
          responsible_id,
          until,
          effective: effect === "yes",
        })
      }
      submit={label("corrective_action", verb)}
      title={`${label("corrective_action", verb)} ${shown.number}`}
      values={{ words: "", until: "", effect: "yes" }}
    >
      {verb === "decide" && <Decision communityId={shown.community_id} />}
      {verb === "carry_out" && <Words label={t("callbacks.corrective_done")} />}
      {verb === "follow_up" && <FollowUp />}
    </FormDialog>
  );
}

function Decision({ communityId }: { communityId: string }) {
  const { t } = useTranslation();
  const rules = [{ required: true, message: t("callbacks.corrective_needed") }];
  return (
    <>
      <Words label={t("callbacks.corrective_measure")} />
      <Form.Item label={t("callbacks.corrective_responsible")} name="responsible_id" rules={rules}>
        <ColleagueSelect communityId={communityId} />
      </Form.Item>
      <Form.Item label={t("callbacks.corrective_until")} name="until" rules={rules}>
        <Input type="date" />
      </Form.Item>
    </>
  );
}

function FollowUp() {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item label={t("callbacks.corrective_effective")} name="effect">
        <Segmented
          label={t("callbacks.corrective_effective")}
          segments={[
            { value: "yes", label: t("callbacks.corrective_yes") },
            { value: "no", label: t("callbacks.corrective_no") },
          ]}
        />
      </Form.Item>
      <Words label={t("callbacks.corrective_finding")} />
    </>
  );
}

function Words({ label }: { label: string }) {
  const { t } = useTranslation();
  const rules = [{ required: true, whitespace: true, message: t("callbacks.corrective_needed") }];
  return (
    <Form.Item label={label} name="words" rules={rules}>
      <Input.TextArea {...LONG} />
    </Form.Item>
  );
}
