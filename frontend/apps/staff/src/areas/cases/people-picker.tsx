import { postSearch, staffSearch } from "@shouwen/api/people.ts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { useDebounced } from "../../shell/use-debounced.ts";
import type { Picked } from "./record-values.ts";
import { SearchSelect } from "./search-select.tsx";

const PAUSE_MS = 200;

interface Props {
  communityId: string;
  id?: string;
  value?: Picked;
  onChange?: (chosen: Picked | undefined) => void;
}

/** Somebody who works in this community. Namesakes are told apart by their posts. */
export function StaffPicker({ communityId, ...field }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const q = useDebounced(text.trim(), PAUSE_MS);
  const found = useQuery(staffSearch(api, communityId, q));
  const options = (found.data?.data ?? []).map(({ id, name, posts }) => ({
    value: id,
    label: [name, ...posts.map((post) => post.name)].join(" · "),
  }));
  return (
    <SearchSelect
      {...field}
      {...(q && found.data ? { nothing: t("cases.act.staff_none") } : {})}
      loading={found.isFetching}
      onSearch={setText}
      options={options}
      placeholder={t("cases.act.staff_hint")}
    />
  );
}

/** A post: the first of its holders to accept takes the case. */
export function PostPicker({ communityId, ...field }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const q = useDebounced(text.trim(), PAUSE_MS);
  const found = useQuery(postSearch(api, communityId, q));
  const options = (found.data?.data ?? []).map(({ id, name, holders }) => ({
    value: id,
    label: [name, holders.map((holder) => holder.name).join("、")].filter(Boolean).join(" · "),
  }));
  return (
    <SearchSelect
      {...field}
      {...(q && found.data ? { nothing: t("cases.act.post_none") } : {})}
      loading={found.isFetching}
      onSearch={setText}
      options={options}
      placeholder={t("cases.act.post_hint")}
    />
  );
}
