import { actOnRenovation } from "@shouwen/api/renovations.ts";
import { labels } from "@shouwen/i18n/rooms/renovations.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Segmented } from "@shouwen/ui/segmented.tsx";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { type AddedFile, FilePicker } from "../../shell/file-picker.tsx";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { NamedSelect } from "../../shell/named-select.tsx";
import styles from "./renovations.module.css";

const LONG = { rows: 2, maxLength: 2000 };
const ITEMS = Object.keys(labels.check_item);
const KINDS = Object.keys(labels.violation_kind);

interface Values {
  checks: Record<string, "fine" | "fault">;
  progress?: string;
  anomaly?: string;
  breaches?: { kind?: string; words?: string; files?: AddedFile[] }[];
  files?: AddedFile[];
}

const idsOf = (files: AddedFile[] | undefined) => (files ?? []).map(({ id }) => id);

/** A visit by phone: the check-list of RN-17, photographs, and what was dissuaded from. */
export default function InspectDialog(props: { id: string; title: string; onClose: () => void }) {
  const { t } = useTranslation();
  const label = useLabels();
  const findings = (["fine", "fault"] as const).map((value) => ({
    value,
    label: label("finding", value),
  }));
  return (
    <FormDialog<Values>
      done={`${t("renovations.done")}：${label("renovation_action", "inspect")}`}
      names={[["progress"], ["anomaly"], ["checks"], ["breaches"]]}
      onClose={props.onClose}
      outdated={["renovations", "commitments"]}
      send={(values, key) =>
        actOnRenovation(api, props.id, {
          verb: "inspect",
          key,
          version: 0,
          body: {
            checks: ITEMS.map((item) => ({ item, finding: values.checks[item] ?? "fine" })),
            ...(values.progress && { progress: values.progress }),
            ...(values.anomaly && { anomaly: values.anomaly }),
            breaches: (values.breaches ?? []).map(({ kind, words, files }) => ({
              kind,
              words,
              file_ids: idsOf(files),
            })),
            file_ids: idsOf(values.files),
          },
        })
      }
      submit={label("renovation_action", "inspect")}
      title={props.title}
      values={{ checks: Object.fromEntries(ITEMS.map((item) => [item, "fine" as const])) }}
    >
      {ITEMS.map((item) => (
        <Form.Item key={item} label={label("check_item", item)} name={["checks", item]}>
          <Segmented label={label("check_item", item)} segments={findings} />
        </Form.Item>
      ))}
      <Form.Item label={t("renovations.progress")} name="progress">
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item label={t("renovations.anomaly")} name="anomaly">
        <Input.TextArea {...LONG} />
      </Form.Item>
      <Breaches />
      <Form.Item label={t("renovations.file")} name="files">
        <FilePicker label={t("renovations.file")} />
      </Form.Item>
    </FormDialog>
  );
}

function Breaches() {
  const { t } = useTranslation();
  const label = useLabels();
  const needed = [{ required: true, message: t("renovations.needed") }];
  return (
    <Form.List name="breaches">
      {(fields, { add, remove }) => (
        <Form.Item label={t("renovations.breaches")}>
          {fields.map(({ key, name }) => (
            <div className={styles.breach} key={key}>
              <Form.Item label={t("renovations.kind")} name={[name, "kind"]} rules={needed}>
                <NamedSelect
                  options={KINDS.map((id) => ({ id, name: label("violation_kind", id) }))}
                />
              </Form.Item>
              <Form.Item label={t("renovations.words")} name={[name, "words"]} rules={needed}>
                <Input.TextArea {...LONG} />
              </Form.Item>
              <Form.Item label={t("renovations.file")} name={[name, "files"]}>
                <FilePicker label={t("renovations.file")} />
              </Form.Item>
              <Button kind="quiet" onClick={() => remove(name)}>
                {t("renovations.remove")}
              </Button>
            </div>
          ))}
          <Button icon="plus" onClick={() => add()}>
            {t("renovations.add_breach")}
          </Button>
        </Form.Item>
      )}
    </Form.List>
  );
}
