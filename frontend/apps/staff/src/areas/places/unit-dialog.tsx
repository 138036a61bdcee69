import { addUnit } from "@shouwen/api/places.ts";
import type { BuildingOut, UnitKind } from "@shouwen/api/types.ts";
import { labels } from "@shouwen/i18n/rooms/places.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";

const LONGEST = 64;
const KINDS = Object.keys(labels.unit_kind) as UnitKind[];

interface Values {
  label: string;
  kind: UnitKind;
}

interface Props {
  building: BuildingOut;
  onClose: () => void;
}

/** A new unit: its door is the last part of how people say it in full. */
export default function UnitDialog({ building, onClose }: Props) {
  const { t } = useTranslation();
  const label = useLabels();
  return (
    <FormDialog<Values>
      done={t("places.saved")}
      fieldOf={(code) => (code === "places.name_taken" ? "label" : undefined)}
      names={[["label"], ["kind"]]}
      onClose={onClose}
      outdated={["units"]}
      send={(values, key) =>
        addUnit(api, key, {
          building_id: building.id,
          label: values.label,
          name: values.label.split("-").at(-1) ?? values.label,
          kind: values.kind,
        })
      }
      submit={t("app.save")}
      title={t("places.add_unit_to", { name: building.name })}
      values={{ label: "", kind: "residential" }}
    >
      <Form.Item
        extra={t("places.label_hint")}
        label={t("places.label")}
        name="label"
        rules={[{ required: true, whitespace: true, message: t("places.name_needed") }]}
      >
        <Input autoComplete="off" maxLength={LONGEST} />
      </Form.Item>
      <Form.Item label={t("places.kind")} name="kind">
        <Select options={KINDS.map((value) => ({ value, label: label("unit_kind", value) }))} />
      </Form.Item>
    </FormDialog>
  );
}
