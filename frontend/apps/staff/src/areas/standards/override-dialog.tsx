import "@shouwen/i18n/rooms/standards.zh-CN.ts";
import { overrideStandard, standardKeys } from "@shouwen/api/standards.ts";
import type { StandardOut, StandardUnit } from "@shouwen/api/types.ts";
import { fromLocalMinute } from "@shouwen/core/instant.ts";
import { currentLanguage } from "@shouwen/i18n/i18n.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { useQuery } from "@tanstack/react-query";
import { Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { givenValue, typedValue } from "./typed-value.ts";

interface Values {
  value: string;
  unit: StandardUnit;
  from?: string;
  reason: string;
}

interface Props {
  standard: StandardOut;
  communityId: string;
  onClose: () => void;
}

/** A number of the community's own, from an instant on; what was promised before keeps its number. */
export default function OverrideDialog({ standard, communityId, onClose }: Props) {
  const { t } = useTranslation();
  const label = useLabels();
  const keys = useQuery(standardKeys(api, currentLanguage()));
  const units = keys.data?.data.find(({ key }) => key === standard.key)?.units ?? [standard.unit];
  return (
    <FormDialog<Values>
      done={t("standards.changed", { title: standard.title })}
      draft={`standard.${standard.key}.${communityId}`}
      names={[["value"], ["unit"], ["from"], ["reason"]]}
      onClose={onClose}
      outdated={["standards"]}
      send={({ value, unit, from, reason }) =>
        overrideStandard(api, communityId, standard.key, {
          value: givenValue(value, unit),
          unit,
          reason,
          ...(from ? { from: fromLocalMinute(from) } : {}),
        })
      }
      submit={t("standards.change")}
      title={standard.title}
      values={{ value: typedValue(standard.value, standard.unit), unit: standard.unit, reason: "" }}
    >
      <Form.Item extra={t("standards.value_hint")} label={t("standards.value")} name="value">
        <Input />
      </Form.Item>
      <Form.Item label={t("standards.unit")} name="unit">
        <Select options={units.map((value) => ({ value, label: label("unit", value) }))} />
      </Form.Item>
      <Form.Item extra={t("standards.from_hint")} label={t("standards.from")} name="from">
        <Input type="datetime-local" />
      </Form.Item>
      <Form.Item
        label={t("cases.act.reason")}
        name="reason"
        rules={[{ required: true, whitespace: true, message: t("cases.act.reason_needed") }]}
      >
        <Input.TextArea maxLength={1000} rows={2} />
      </Form.Item>
    </FormDialog>
  );
}
