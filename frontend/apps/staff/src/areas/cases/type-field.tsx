import "@shouwen/i18n/rooms/types.zh-CN.ts";
import { holds, me } from "@shouwen/api/access.ts";
import { caseTypeList } from "@shouwen/api/case-types.ts";
import { currentLanguage } from "@shouwen/i18n/i18n.ts";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Form, Select } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";

const MOST = 100;

/** The types that are based on the kind; not asked where there are none. */
export default function TypeField() {
  const { t } = useTranslation();
  const form = Form.useFormInstance();
  const { data: person } = useSuspenseQuery(me(api));
  const communityId: string = Form.useWatch("community_id") ?? "";
  const kind: string | undefined = Form.useWatch("kind");
  const enabled = communityId !== "" && holds(person, "cases.read_types");
  const found = useQuery({
    ...caseTypeList(api, { community_id: [communityId], limit: MOST }),
    enabled,
  });
  const fitting = (enabled ? (found.data?.data ?? []) : []).filter((one) => one.kind === kind);
  const chosen: string | undefined = Form.useWatch("type_id");
  const stale = chosen !== undefined && found.isSuccess && !fitting.some(({ id }) => id === chosen);
  useEffect(() => {
    if (stale) form.setFieldValue("type_id", undefined);
  }, [form, stale]);
  const name = currentLanguage() === "en" ? "en" : "zh";
  return (
    <Form.Item hidden={fitting.length === 0} label={t("types.type")} name="type_id">
      <Select
        allowClear
        options={fitting.map((one) => ({ value: one.id, label: one.name[name] }))}
        placeholder={t("types.none")}
        showSearch={{ optionFilterProp: "label" }}
      />
    </Form.Item>
  );
}
