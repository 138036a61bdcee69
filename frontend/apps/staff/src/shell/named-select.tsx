import "@shouwen/i18n/rooms/organisation.zh-CN.ts";
import { Select } from "antd";
import { useTranslation } from "react-i18next";

/** One of a few named things, found by typing; cleared it is none. Takes what a form item gives. */
export function NamedSelect(props: {
  options: readonly { id: string; name: string }[] | undefined;
  /** Said for none of them; without it none is said. */
  none?: string;
  id?: string;
  value?: string;
  onChange?: (id: string | undefined) => void;
}) {
  const { t } = useTranslation();
  const { options, none, ...field } = props;
  return (
    <Select
      {...field}
      allowClear
      loading={!options}
      options={(options ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      placeholder={none ?? t("organisation.none")}
      showSearch={{ optionFilterProp: "label" }}
    />
  );
}
