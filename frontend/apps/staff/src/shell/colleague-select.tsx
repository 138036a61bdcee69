import { staffSearch } from "@shouwen/api/people.ts";
import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "./api.ts";
import { useDebounced } from "./use-debounced.ts";

const PAUSE_MS = 200;

/** Somebody who works in this community, or without one in any, found by the server; takes what a form item gives. */
export function ColleagueSelect(props: {
  communityId?: string | undefined;
  /** Who is not to be offered. */
  but?: string;
  id?: string;
  value?: string;
  onChange?: (id: string | undefined) => void;
}) {
  const { t } = useTranslation();
  const { communityId, but, ...field } = props;
  const [text, setText] = useState("");
  const found = useQuery(staffSearch(api, communityId, useDebounced(text.trim(), PAUSE_MS)));
  const people = (found.data?.data ?? []).filter(({ id, active }) => active && id !== but);
  return (
    <Select
      {...field}
      allowClear
      loading={found.isFetching}
      options={people.map(({ id, name, posts }) => ({
        value: id,
        label: [name, ...posts.map((post) => post.name)].join(" · "),
      }))}
      placeholder={t("cases.act.staff_hint")}
      showSearch={{ filterOption: false, onSearch: setText }}
    />
  );
}
