import "@shouwen/i18n/rooms/macros.zh-CN.ts";
import { addMacro, changeMacro } from "@shouwen/api/macros.ts";
import type { Macro, MacroAction, MacroStep } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Form, Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { MACRO_ACTIONS, type MacroValues, toSteps, toValues } from "./macro-values.ts";
import styles from "./macros.module.css";
import { PostPicker } from "./people-picker.tsx";

const NAME = 40;
const TEXT = 1000;
const MOST_STEPS = 8;
const MOST_MINUTES = 43_200;
const WORDS: readonly MacroAction[] = [
  "note",
  "respond",
  "explain",
  "report",
  "urge",
  "escalate",
  "offer",
];
const WORDS_NEEDED: readonly MacroAction[] = ["note", "explain", "escalate"];

interface Props {
  communityId: string;
  known?: Macro | undefined;
  onClose: () => void;
}

/** A name and up to eight verbs, each with what it needs. */
export default function MacroForm(props: Props) {
  const { t } = useTranslation();
  const [known] = useState(props.known); // as it was when the reader began
  return (
    <FormDialog<MacroValues>
      done={t("macros.saved")}
      draft={`macro.${known?.id ?? "new"}`}
      names={[["name"], ...fieldsOf(MOST_STEPS)]}
      onClose={props.onClose}
      outdated={["macros"]}
      send={({ name, steps }, key) => {
        const given = { name, steps: toSteps(steps) };
        return known
          ? changeMacro(api, known.id, known.version, given)
          : addMacro(api, key, { community_id: props.communityId, ...given });
      }}
      submit={t("app.save")}
      title={t(known ? "macros.change" : "macros.add")}
      values={toValues(known?.name, known?.steps as MacroStep[] | undefined)}
      wide
    >
      <Form.Item
        label={t("macros.name")}
        name="name"
        rules={[{ required: true, whitespace: true, message: t("macros.name_needed") }]}
      >
        <Input maxLength={NAME} />
      </Form.Item>
      <Form.List name="steps">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <fieldset className={styles.step} key={key}>
                <header>
                  <strong>{t("macros.step", { number: name + 1 })}</strong>
                  {fields.length > 1 && (
                    <Button
                      aria-label={t("macros.remove", { number: name + 1 })}
                      icon="close"
                      kind="quiet"
                      onClick={() => remove(name)}
                    />
                  )}
                </header>
                <Step communityId={props.communityId} name={name} />
              </fieldset>
            ))}
            {fields.length < MOST_STEPS && (
              <Button icon="plus" onClick={() => add({ action: "note" })}>
                {t("macros.add_step")}
              </Button>
            )}
          </>
        )}
      </Form.List>
    </FormDialog>
  );
}

function fieldsOf(steps: number): (string | number)[][] {
  const names = ["action", "text", "audience", "to_post_id", "after_minutes"];
  return Array.from({ length: steps }, (_, at) => names.map((name) => ["steps", at, name])).flat();
}

function Step({ name, communityId }: { name: number; communityId: string }) {
  const { t } = useTranslation();
  const label = useLabels();
  const action = Form.useWatch<MacroAction | undefined>(["steps", name, "action"]) ?? "note";
  const actions = MACRO_ACTIONS.map((value) => ({ value, label: label("action", value) }));
  const audiences = (["resident", "internal"] as const).map((value) => ({
    value,
    label: label("audience", value),
  }));
  return (
    <>
      <Form.Item label={t("macros.action")} name={[name, "action"]}>
        <Select options={actions} />
      </Form.Item>
      {action === "offer" && (
        <Form.Item
          label={t("cases.act.post")}
          name={[name, "to_post_id"]}
          rules={[{ required: true, message: t("cases.act.to_needed") }]}
        >
          <PostPicker communityId={communityId} />
        </Form.Item>
      )}
      {action === "note" && (
        <Form.Item
          initialValue="internal"
          label={t("cases.act.audience")}
          name={[name, "audience"]}
        >
          <Select options={audiences} />
        </Form.Item>
      )}
      {action === "explain" && (
        <Form.Item
          label={t("macros.after_minutes")}
          name={[name, "after_minutes"]}
          rules={[{ required: true, message: t("macros.after_needed") }]}
        >
          <Input max={MOST_MINUTES} min={1} type="number" />
        </Form.Item>
      )}
      {WORDS.includes(action) && (
        <Form.Item
          label={t("macros.words")}
          name={[name, "text"]}
          rules={[
            {
              required: WORDS_NEEDED.includes(action),
              whitespace: WORDS_NEEDED.includes(action),
              message: t("macros.words_needed"),
            },
          ]}
        >
          <Input.TextArea maxLength={TEXT} rows={2} />
        </Form.Item>
      )}
    </>
  );
}
