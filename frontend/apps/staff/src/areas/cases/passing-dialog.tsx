import { findPassing, type PassingLevel, withdrawPassing } from "@shouwen/api/passings.ts";
import { labels } from "@shouwen/i18n/rooms/passings.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Segmented } from "@shouwen/ui/segmented.tsx";
import { Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";

interface Values {
  staff_id?: string;
  follows: PassingLevel;
  reason: string;
}

/** Who passed the buck, what follows, and what was seen. */
export function FindDialog({
  id,
  chain,
  onClose,
}: {
  id: string;
  chain: { id: string; name: string }[];
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const label = useLabels();
  const needed = { required: true, message: t("passings.needed") };
  return (
    <FormDialog<Values>
      done={t("passings.found")}
      draft={`passing.${id}`}
      names={[["staff_id"], ["reason"]]}
      onClose={onClose}
      outdated={["cases"]}
      send={({ staff_id = "", follows, reason }, key) =>
        findPassing(api, key, id, { staff_id, level: follows, reason })
      }
      submit={t("passings.find")}
      title={t("passings.find")}
      values={{ follows: "criticism", reason: "" }}
    >
      <Form.Item label={t("passings.staff")} name="staff_id" rules={[needed]}>
        <Select options={chain.map(({ id: value, name }) => ({ value, label: name }))} />
      </Form.Item>
      <Form.Item label={t("passings.level")} name="follows">
        <Segmented
          label={t("passings.level")}
          segments={Object.keys(labels.passing_level).map((value) => ({
            value,
            label: label("passing_level", value),
          }))}
        />
      </Form.Item>
      <Form.Item
        label={t("passings.reason")}
        name="reason"
        rules={[{ ...needed, whitespace: true }]}
      >
        <Input.TextArea maxLength={1000} rows={3} />
      </Form.Item>
    </FormDialog>
  );
}

/** The finding was wrong: it counts no more. */
export function WithdrawDialog({
  id,
  no,
  onClose,
}: {
  id: string;
  no: number;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <FormDialog<{ reason: string }>
      done={t("passings.withdrawn")}
      draft={`passing.${id}.${no}`}
      names={[["reason"]]}
      onClose={onClose}
      outdated={["cases"]}
      send={({ reason }, key) => withdrawPassing(api, key, { id, no, reason })}
      submit={t("passings.withdraw")}
      title={t("passings.withdraw_title")}
      values={{ reason: "" }}
    >
      <Form.Item
        label={t("passings.why_withdrawn")}
        name="reason"
        rules={[{ required: true, whitespace: true, message: t("passings.needed") }]}
      >
        <Input.TextArea maxLength={1000} rows={3} />
      </Form.Item>
    </FormDialog>
  );
}
