import { caseList } from "@shouwen/api/cases.ts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { useDebounced } from "../../shell/use-debounced.ts";
import { SHORTEST_SEARCH } from "./case-search.ts";
import type { Picked } from "./record-values.ts";
import { SearchSelect } from "./search-select.tsx";

const PAUSE_MS = 250;

interface Props {
  communityId: string;
  /** The case one stands on. */
  except: string;
  id?: string;
  value?: Picked;
  onChange?: (chosen: Picked | undefined) => void;
}

/** Another case of the same community; before anything is typed, the latest ones. */
export function CasePicker({ communityId, except, ...field }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const q = useDebounced(text.trim(), PAUSE_MS);
  const search = q.length >= SHORTEST_SEARCH ? { q } : {};
  const found = useQuery(caseList(api, { community_id: [communityId], limit: 20, ...search }));
  const options = (found.data?.data ?? [])
    .filter(({ id }) => id !== except)
    .map(({ id, number, title }) => ({ value: id, label: `${number} ${title}` }));
  return (
    <SearchSelect
      {...field}
      loading={found.isFetching}
      onSearch={setText}
      options={options}
      placeholder={t("cases.act.case_hint")}
    />
  );
}
