import "@shouwen/i18n/rooms/ledger.zh-CN.ts";
import { unitSearch } from "@shouwen/api/places.ts";
import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { useDebounced } from "../../shell/use-debounced.ts";

const PAUSE_MS = 200;

/** Who lives in a unit now, found by the unit; takes what a form item gives. */
export function HouseholdPicker(props: {
  communityId: string;
  id?: string;
  value?: string;
  onChange?: (id: string | undefined) => void;
}) {
  const { t } = useTranslation();
  const { communityId, ...field } = props;
  const [text, setText] = useState("");
  const q = useDebounced(text.trim(), PAUSE_MS);
  const found = useQuery(unitSearch(api, communityId, q));
  const units = q ? (found.data?.data ?? []) : [];
  return (
    <Select
      {...field}
      allowClear
      aria-label={t("ledger.household")}
      loading={found.isFetching}
      notFoundContent={q && found.data ? t("ledger.no_household") : null}
      options={units.flatMap(({ household, label }) =>
        household ? [{ value: household.id, label }] : [],
      )}
      placeholder={t("ledger.household_hint")}
      showSearch={{ filterOption: false, onSearch: setText }}
    />
  );
}
