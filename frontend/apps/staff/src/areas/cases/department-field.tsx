import "@shouwen/i18n/rooms/slips.zh-CN.ts";
import { departmentsOf } from "@shouwen/api/slips.ts";
import { useQuery } from "@tanstack/react-query";
import { Form, Select } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";

/** One department, or several. */
export function DepartmentField(props: {
  communityId: string;
  name: "department_id" | "department_ids";
  many?: boolean;
}) {
  const { t } = useTranslation();
  const { data } = useQuery(departmentsOf(api, props.communityId));
  const needed = { required: true, message: t("cases.slip.needed") };
  return (
    <Form.Item label={t("cases.slip.department")} name={props.name} rules={[needed]}>
      <Select
        {...(props.many ? { mode: "multiple" as const } : {})}
        loading={!data}
        options={(data?.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        showSearch={{ optionFilterProp: "label" }}
      />
    </Form.Item>
  );
}
