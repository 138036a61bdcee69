import "@shouwen/i18n/rooms/record.zh-CN.ts";
import { unitSearch } from "@shouwen/api/places.ts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { useDebounced } from "../../shell/use-debounced.ts";
import type { Picked } from "./record-values.ts";
import { SearchSelect } from "./search-select.tsx";

const PAUSE_MS = 200;

interface Props {
  communityId: string | undefined;
  id?: string;
  value?: Picked;
  onChange?: (unit: Picked | undefined) => void;
}

/** Finds a unit by the beginning of what people call it: `3-1-12`, `3栋1单元`, `1201`. */
export function UnitPicker({ communityId, ...field }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const q = useDebounced(text.trim(), PAUSE_MS);
  const found = useQuery(unitSearch(api, communityId ?? "", communityId ? q : ""));
  const units = q ? (found.data?.data ?? []) : [];
  return (
    <SearchSelect
      {...field}
      {...(q && found.data ? { nothing: t("cases.record.unit_none") } : {})}
      loading={found.isFetching}
      onSearch={setText}
      options={units.map(({ id, label }) => ({ value: id, label }))}
      placeholder={t("cases.record.unit_hint")}
    />
  );
}
