import "@shouwen/i18n/rooms/residents.zh-CN.ts";
import { residentSearch } from "@shouwen/api/residents.ts";
import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { useDebounced } from "../../shell/use-debounced.ts";

const PAUSE_MS = 200;

interface Props {
  communityId: string;
  /** Who is not to be offered. */
  but?: string[];
  id?: string;
  value?: string;
  onChange?: (id: string | undefined) => void;
}

/** A resident on record, found by the server; takes what a form item gives. */
export function ResidentPicker({ communityId, but = [], ...field }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const q = useDebounced(text.trim(), PAUSE_MS);
  const found = useQuery(residentSearch(api, communityId, q));
  const people = q ? (found.data?.data ?? []).filter(({ id }) => !but.includes(id)) : [];
  return (
    <Select
      {...field}
      allowClear
      loading={found.isFetching}
      notFoundContent={q && found.data ? t("residents.count_none") : null}
      options={people.map(({ id, name, phone, units }) => ({
        value: id,
        label: [name, ...units.map((unit) => unit.label), phone].filter(Boolean).join(" · "),
      }))}
      placeholder={t("residents.who_hint")}
      showSearch={{ filterOption: false, onSearch: setText }}
    />
  );
}
