import "@shouwen/i18n/rooms/record.zh-CN.ts";
import { labels } from "@shouwen/i18n/labels.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { FieldsProps } from "./act-shape.ts";
import { PostPicker } from "./people-picker.tsx";
import styles from "./split-fields.module.css";

const CATEGORIES = Object.keys(labels.category);
const MOST_PARTS = 20;

/** One block for each part: what it is, its trade, and the post that is to take it. */
export default function SplitFields({ communityId }: FieldsProps) {
  const { t } = useTranslation();
  return (
    <Form.List name="parts">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <fieldset className={styles.part} key={key}>
              <legend>{t("cases.act.part", { number: name + 1 })}</legend>
              <PartFields communityId={communityId} name={name} />
              {fields.length > 1 && (
                <Button kind="quiet" onClick={() => remove(name)}>
                  {t("cases.act.remove_part", { number: name + 1 })}
                </Button>
              )}
            </fieldset>
          ))}
          {fields.length < MOST_PARTS && (
            <Button onClick={() => add({})}>{t("cases.act.add_part")}</Button>
          )}
        </>
      )}
    </Form.List>
  );
}

function PartFields({ communityId, name }: { communityId: string; name: number }) {
  const { t } = useTranslation();
  const label = useLabels();
  return (
    <>
      <Form.Item
        label={t("cases.record.case_title")}
        name={[name, "title"]}
        rules={[{ required: true, whitespace: true, message: t("cases.record.title_needed") }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item label={t("cases.record.category")} name={[name, "category"]}>
        <Select
          allowClear
          options={CATEGORIES.map((value) => ({ value, label: label("category", value) }))}
          placeholder={t("app.optional")}
          showSearch={{ optionFilterProp: "label" }}
        />
      </Form.Item>
      <Form.Item
        label={t("cases.act.post")}
        name={[name, "post"]}
        rules={[{ required: true, message: t("cases.act.to_needed") }]}
      >
        <PostPicker communityId={communityId} />
      </Form.Item>
    </>
  );
}
