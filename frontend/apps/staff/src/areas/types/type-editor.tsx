import "@shouwen/i18n/rooms/help.zh-CN.ts";
import "@shouwen/i18n/rooms/types.zh-CN.ts";
import { addCaseType, type CaseTypeOut, changeCaseType } from "@shouwen/api/case-types.ts";
import { labels } from "@shouwen/i18n/labels.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Checkbox, Form, Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { needsNumber, type TypeValues, toDefinition, toValues, UNITS } from "./type-values.ts";
import styles from "./types.module.css";

const NAME = 60;
const KEY = 32;
const CLAUSE = 20;
const MOST_STAGES = 20;
const MOST_ITEMS = 30;
const MOST_SIGNATURES = 5;
const MOST_TIME = 1_000;

/** A type: its name in two languages, its stages in order, the lines of each. */
export default function TypeEditor(props: {
  communityId: string;
  known?: CaseTypeOut;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [known] = useState(props.known); // as it was when the reader began
  const send = (values: TypeValues, key: string) => {
    const definition = toDefinition(values);
    if (known) return changeCaseType(api, known.id, known.version, definition);
    const { key: name = "", kind = "service" } = values;
    return addCaseType(api, key, props.communityId, { ...definition, key: name.trim(), kind });
  };
  return (
    <FormDialog<TypeValues>
      done={t("types.saved")}
      draft={`case-type.${known?.id ?? "new"}`}
      names={[["key"], ["kind"], ["zh"], ["en"], ["clause"], ["stages"]]}
      onClose={props.onClose}
      outdated={["case-types"]}
      send={send}
      submit={t("app.save")}
      title={t(known ? "types.edit" : "types.add")}
      values={known ? toValues(known) : { kind: "service", stages: [{ items: [] }] }}
      wide
    >
      <Head isNew={!known} />
      <Form.List name="stages">
        {(stages, { add, remove }) => (
          <div className={styles.stages}>
            {stages.map((stage, at) => (
              <fieldset className={styles.stage} key={stage.key}>
                <legend>{t("types.stage_no", { no: at + 1 })}</legend>
                <Stage at={stage.name} />
                {stages.length > 1 && (
                  <Button kind="quiet" onClick={() => remove(stage.name)}>
                    {t("types.remove_stage")}
                  </Button>
                )}
              </fieldset>
            ))}
            {stages.length < MOST_STAGES && (
              <Button icon="plus" onClick={() => add({ items: [] })}>
                {t("types.add_stage")}
              </Button>
            )}
          </div>
        )}
      </Form.List>
    </FormDialog>
  );
}

function useNeeded() {
  const { t } = useTranslation();
  return [{ required: true, whitespace: true, message: t("help.needed") }];
}

function Head({ isNew }: { isNew: boolean }) {
  const { t } = useTranslation();
  const label = useLabels();
  const needed = useNeeded();
  return (
    <div className={styles.two}>
      <Form.Item label={t("types.zh")} name="zh" rules={needed}>
        <Input maxLength={NAME} />
      </Form.Item>
      <Form.Item label={t("types.en")} name="en">
        <Input maxLength={NAME} placeholder={t("app.optional")} />
      </Form.Item>
      <Form.Item
        extra={isNew && t("types.key_hint")}
        label={t("types.key")}
        name="key"
        rules={needed}
      >
        <Input disabled={!isNew} maxLength={KEY} />
      </Form.Item>
      <Form.Item label={t("types.kind")} name="kind">
        <Select
          disabled={!isNew}
          options={Object.keys(labels.kind).map((value) => ({
            value,
            label: label("kind", value),
          }))}
        />
      </Form.Item>
      <Form.Item label={t("types.clause")} name="clause">
        <Input maxLength={CLAUSE} placeholder={t("app.optional")} />
      </Form.Item>
    </div>
  );
}

function Stage({ at }: { at: number }) {
  const { t } = useTranslation();
  const label = useLabels();
  const needed = useNeeded();
  const unit: string | undefined = Form.useWatch(["stages", at, "unit"]);
  return (
    <>
      <Form.Item hidden name={[at, "key"]}>
        <Input />
      </Form.Item>
      <div className={styles.two}>
        <Form.Item label={t("types.stage_zh")} name={[at, "zh"]} rules={needed}>
          <Input maxLength={NAME} />
        </Form.Item>
        <Form.Item label={t("types.stage_en")} name={[at, "en"]}>
          <Input maxLength={NAME} placeholder={t("app.optional")} />
        </Form.Item>
        <Form.Item label={t("types.within_unit")} name={[at, "unit"]}>
          <Select
            allowClear
            options={UNITS.map((value) => ({ value, label: label("unit", value) }))}
            placeholder={t("types.no_limit")}
          />
        </Form.Item>
        {needsNumber(unit) && (
          <Form.Item
            label={t("types.within_value")}
            name={[at, "value"]}
            rules={[{ required: true, message: t("help.needed") }]}
          >
            <Input inputMode="numeric" max={MOST_TIME} min={1} step={1} type="number" />
          </Form.Item>
        )}
      </div>
      <Form.List name={[at, "items"]}>
        {(items, { add, remove }) => (
          <div className={styles.items}>
            {items.map((item, line) => (
              <Item
                at={item.name}
                key={item.key}
                no={line + 1}
                onRemove={() => remove(item.name)}
              />
            ))}
            {items.length < MOST_ITEMS && (
              <Button kind="quiet" onClick={() => add({ required: true, signatures: 1 })}>
                {t("types.add_item")}
              </Button>
            )}
          </div>
        )}
      </Form.List>
    </>
  );
}

function Item({ at, no, onRemove }: { at: number; no: number; onRemove: () => void }) {
  const { t } = useTranslation();
  const needed = useNeeded();
  return (
    <div className={styles.item}>
      <Form.Item hidden name={[at, "key"]}>
        <Input />
      </Form.Item>
      <Form.Item label={t("types.item_zh", { no })} name={[at, "zh"]} rules={needed}>
        <Input maxLength={NAME} />
      </Form.Item>
      <Form.Item label={t("types.item_en")} name={[at, "en"]}>
        <Input maxLength={NAME} placeholder={t("app.optional")} />
      </Form.Item>
      <Form.Item label={t("types.signatures")} name={[at, "signatures"]}>
        <Input inputMode="numeric" max={MOST_SIGNATURES} min={1} step={1} type="number" />
      </Form.Item>
      <Form.Item name={[at, "required"]} valuePropName="checked">
        <Checkbox>{t("types.required")}</Checkbox>
      </Form.Item>
      <Button kind="quiet" onClick={onRemove}>
        {t("types.remove_item")} <span className="aside">{no}</span>
      </Button>
    </div>
  );
}
