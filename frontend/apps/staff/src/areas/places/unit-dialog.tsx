import "@shouwen/i18n/rooms/places.zh-CN.ts";
import { addUnit, changeUnit } from "@shouwen/api/places.ts";
import type { BuildingOut, UnitKind, UnitOut } from "@shouwen/api/types.ts";
import { labels } from "@shouwen/i18n/rooms/places.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Form, Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";

const LONGEST = 64;
const KINDS = Object.keys(labels.unit_kind) as UnitKind[];

interface Values {
  label: string;
  kind: UnitKind;
}

type Props = { onClose: () => void } & (
  | { building: BuildingOut; unit?: undefined }
  | { unit: UnitOut; building?: undefined }
);

/** A new unit, or one that is called or used otherwise: its door is the last part of how people say it in full. */
export default function UnitDialog({ onClose, ...props }: Props) {
  const { t } = useTranslation();
  const label = useLabels();
  const [{ building, unit }] = useState(props); // as it was when the reader began
  return (
    <FormDialog<Values>
      done={t("places.saved")}
      fieldOf={(code) => (code === "places.name_taken" ? "label" : undefined)}
      names={[["label"], ["kind"]]}
      onClose={onClose}
      outdated={["units", "cases", "residents"]}
      send={(values, key) => {
        const { label: called, kind } = values;
        const name = called.split("-").at(-1) ?? called;
        if (!unit)
          return addUnit(api, key, { building_id: building.id, label: called, name, kind });
        // Its door may be written otherwise than the label ends: it stays as it is while the label does.
        const given = called === unit.label ? { kind } : { label: called, name, kind };
        return changeUnit(api, unit.id, unit.version, given);
      }}
      submit={t("app.save")}
      title={
        unit
          ? t("places.change_unit_of", { name: unit.label })
          : t("places.add_unit_to", { name: building.name })
      }
      values={unit ? { label: unit.label, kind: unit.kind } : { label: "", kind: "residential" }}
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
