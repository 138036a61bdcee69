import "@shouwen/i18n/rooms/sorting.zh-CN.ts";
import { type SortingTable, writeSortingRules } from "@shouwen/api/sorting.ts";
import { labels } from "@shouwen/i18n/labels.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Form, Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import styles from "./sorting.module.css";
import { NEW_LINE, type TableValues, toRules, toValues, wordsOf } from "./sorting-values.ts";

const MOST_LINES = 100;
const LONGEST = 2_000;

interface Props {
  communityId: string;
  table: SortingTable;
  onClose: () => void;
}

/** The lines in the order in which they are tried, each with its words and what a message with one of them is. */
export default function SortingDialog({ communityId, onClose, ...props }: Props) {
  const { t } = useTranslation();
  const [table] = useState(props.table); // as it was when the reader began
  return (
    <FormDialog<TableValues>
      done={t("sorting.saved")}
      draft={`sorting.${communityId}`}
      names={Array.from({ length: MOST_LINES }, (_, at) =>
        ["words", "kind", "class", "category"].map((name) => ["rules", at, name]),
      ).flat()}
      onClose={onClose}
      outdated={["sorting-rules"]}
      send={(values) => writeSortingRules(api, communityId, table.version, toRules(values))}
      submit={t("app.save")}
      title={t("sorting.edit")}
      values={toValues(table.data)}
      wide
    >
      <Form.List name="rules">
        {(lines, { add, move, remove }) => (
          <div className={styles.lines}>
            {lines.map((line, at) => (
              <fieldset className={styles.line} key={line.key}>
                <header>
                  <strong>{t("sorting.line", { no: at + 1 })}</strong>
                  {at > 0 && (
                    <Button kind="quiet" onClick={() => move(at, at - 1)}>
                      {t("sorting.up")} <span className="aside">{at + 1}</span>
                    </Button>
                  )}
                  {lines.length > 1 && (
                    <Button kind="quiet" onClick={() => remove(line.name)}>
                      {t("sorting.remove")} <span className="aside">{at + 1}</span>
                    </Button>
                  )}
                </header>
                <Line at={line.name} />
              </fieldset>
            ))}
            {lines.length < MOST_LINES && (
              <Button icon="plus" onClick={() => add(NEW_LINE)}>
                {t("sorting.add")}
              </Button>
            )}
          </div>
        )}
      </Form.List>
    </FormDialog>
  );
}

function Line({ at }: { at: number }) {
  const { t } = useTranslation();
  const label = useLabels();
  const kind: string | undefined = Form.useWatch(["rules", at, "kind"]);
  const options = (family: "kind" | "complaint_class" | "category") =>
    Object.keys(labels[family]).map((value) => ({ value, label: label(family, value) }));
  const needed = {
    validator: (_rule: unknown, text?: string) =>
      wordsOf(text).length
        ? Promise.resolve()
        : Promise.reject(new Error(t("sorting.words_needed"))),
  };
  return (
    <>
      <Form.Item
        extra={t("sorting.words_hint")}
        label={t("sorting.words")}
        name={[at, "words"]}
        rules={[needed]}
      >
        <Input.TextArea maxLength={LONGEST} rows={2} />
      </Form.Item>
      <div className={styles.three}>
        <Form.Item label={t("sorting.kind")} name={[at, "kind"]}>
          <Select options={options("kind")} />
        </Form.Item>
        {kind === "complaint" && (
          <Form.Item
            label={t("sorting.class")}
            name={[at, "class"]}
            rules={[{ required: true, message: t("sorting.class_needed") }]}
          >
            <Select options={options("complaint_class")} />
          </Form.Item>
        )}
        <Form.Item label={t("sorting.category")} name={[at, "category"]}>
          <Select allowClear options={options("category")} placeholder={t("app.optional")} />
        </Form.Item>
      </div>
    </>
  );
}
