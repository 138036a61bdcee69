import "@shouwen/i18n/rooms/residents.zh-CN.ts";
import { changeHousehold } from "@shouwen/api/residents.ts";
import type { Dossier, HouseholdKind, UnitOut } from "@shouwen/api/types.ts";
import { labels } from "@shouwen/i18n/rooms/residents.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Form, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";

const KINDS = Object.keys(labels.household_kind) as HouseholdKind[];

interface Props {
  unit: UnitOut;
  household: Dossier["households"][number];
  onClose: () => void;
}

/** A household is of another kind: a tenant bought the flat, or it was entered wrongly. */
export default function HouseholdDialog({ unit, onClose, ...props }: Props) {
  const { t } = useTranslation();
  const label = useLabels();
  const [household] = useState(props.household); // as it was when the reader began
  return (
    <FormDialog<{ kind: HouseholdKind }>
      done={t("residents.saved")}
      names={[["kind"]]}
      onClose={onClose}
      outdated={["residents", "cases", "units"]}
      send={({ kind }) => changeHousehold(api, household.id, household.version, { kind })}
      submit={t("app.save")}
      title={t("residents.change_kind_of", { unit: unit.label })}
      values={{ kind: household.kind }}
    >
      <Form.Item label={t("residents.kind")} name="kind">
        <Select
          options={KINDS.map((value) => ({ value, label: label("household_kind", value) }))}
        />
      </Form.Item>
    </FormDialog>
  );
}
