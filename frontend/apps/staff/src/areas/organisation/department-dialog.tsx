import { addDepartment, changeDepartment } from "@shouwen/api/organisation.ts";
import type { ChartDepartment, DepartmentKind } from "@shouwen/api/types.ts";
import { labels } from "@shouwen/i18n/rooms/organisation.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Form, Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";

const KINDS = Object.keys(labels.department_kind) as DepartmentKind[];
const LONGEST_NAME = 64;

interface Values {
  name: string;
  kind: DepartmentKind;
}

interface Props {
  communityId: string;
  /** The department to be changed; without one a new department is made. */
  department?: ChartDepartment;
  onClose: () => void;
}

/** A new department, or another name and kind for one there is. */
export default function DepartmentDialog(props: Props) {
  const { t } = useTranslation();
  const label = useLabels();
  const [department] = useState(props.department); // as it was when the reader began
  return (
    <FormDialog<Values>
      done={t("organisation.department_saved")}
      fieldOf={(code) => (code === "people.name_taken" ? "name" : undefined)}
      names={[["name"], ["kind"]]}
      onClose={props.onClose}
      outdated={["organisation"]}
      send={({ name, kind }, key) =>
        department
          ? changeDepartment(api, department.id, department.version, {
              ...(name === department.name ? {} : { name }),
              ...(kind === department.kind ? {} : { kind }),
            })
          : addDepartment(api, key, { community_id: props.communityId, name, kind })
      }
      submit={t("app.save")}
      title={
        department
          ? t("organisation.change_of", { name: department.name })
          : t("organisation.new_department")
      }
      values={{ name: department?.name ?? "", kind: department?.kind ?? "customer_service" }}
    >
      <Form.Item
        label={t("organisation.name")}
        name="name"
        rules={[{ required: true, whitespace: true, message: t("organisation.name_needed") }]}
      >
        <Input maxLength={LONGEST_NAME} />
      </Form.Item>
      <Form.Item label={t("organisation.kind")} name="kind">
        <Select
          options={KINDS.map((value) => ({ value, label: label("department_kind", value) }))}
        />
      </Form.Item>
    </FormDialog>
  );
}
