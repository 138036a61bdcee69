import { partyList } from "@shouwen/api/warranties.ts";
import { useQuery } from "@tanstack/react-query";
import { Form, Select } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";

/** Who outside shares the responsibility: the complaint is handled with them (CP-25). */
export default function SharingField({ communityId }: { communityId: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(partyList(api, communityId));
  return (
    <Form.Item extra={t("cases.slip.shared_hint")} label={t("cases.slip.shared")} name="party_ids">
      <Select
        allowClear
        mode="multiple"
        optionFilterProp="label"
        options={(data?.data ?? []).map(({ id, company, name }) => ({
          value: id,
          label: `${company} ${name}`,
        }))}
        placeholder={t("app.optional")}
      />
    </Form.Item>
  );
}
