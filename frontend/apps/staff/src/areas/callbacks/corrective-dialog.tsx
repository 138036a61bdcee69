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
const NAMES = ["measure", "responsible_id", "until", "done", "finding"];

interface Values {
  measure: string;
  responsible_id: string;
  until: string;
  done: string;
  effect: "yes" | "no";
  finding: string;
}

const BLANK: Values = {
  measure: "",
  responsible_id: "",
  until: "",
  done: "",
  effect: "yes",
  finding: "",
};

/** One step of a corrective action. */
export default function CorrectiveDialog(props: {
  shown: CorrectiveOut;
  verb: CorrectiveVerb;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const label = useLabels();
  const { shown, verb } = props;
  const { responsible_id: _nobody, ...blank } = BLANK;
  return (
    <FormDialog<Values>
      done={t("callbacks.corrective_saved")}
      fieldOf={(code) => (code === "callbacks.not_carried_out" ? "effect" : undefined)}
      names={NAMES.map((name) => [name])}
      onClose={props.onClose}
      outdated={OUTDATED}
      send={({ effect, ...given }, key) =>
        sayCorrective(api, key, shown.id, verb, { ...BLANK, ...given, effective: effect === "yes" })
      }
      submit={label("corrective_action", verb)}
      title={`${label("corrective_action", verb)} ${shown.number}`}
      values={blank as Values}
    >
      {verb === "decide" && <Decision communityId={shown.community_id} />}
      {verb === "carry_out" && <Words name="done" />}
      {verb === "follow_up" && <FollowUp />}
    </FormDialog>
  );
}

function Decision({ communityId }: { communityId: string }) {
  const { t } = useTranslation();
  const rules = [{ required: true, message: t("callbacks.corrective_needed") }];
  return (
    <>
      <Words name="measure" />
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
      <Words name="finding" />
    </>
  );
}

function Words({ name }: { name: "measure" | "done" | "finding" }) {
  const { t } = useTranslation();
  const rules = [{ required: true, whitespace: true, message: t("callbacks.corrective_needed") }];
  return (
    <Form.Item label={t(`callbacks.corrective_${name}`)} name={name} rules={rules}>
      <Input.TextArea {...LONG} />
    </Form.Item>
  );
}
