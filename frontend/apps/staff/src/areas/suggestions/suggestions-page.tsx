import "@shouwen/i18n/rooms/suggestions.zh-CN.ts";
import { publishedSuggestions } from "@shouwen/api/suggestions.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { DataTable } from "@shouwen/ui/data-table.tsx";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { useCommunity } from "../../shell/community.tsx";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";
import { Pager } from "../../shell/pager.tsx";

/** The suggestions that were published, as residents read them. */
export function SuggestionsPage({ search }: { search: { cursor?: string } }) {
  const { t } = useTranslation();
  const { id } = useCommunity();
  const { data } = useQuery(
    publishedSuggestions(api, {
      ...(id ? { community_id: [id] } : {}),
      ...(search.cursor ? { cursor: search.cursor } : {}),
    }),
  );
  return (
    <div className={page.page}>
      <header className={page.head}>
        <PageTitle>{t("suggestions.title")}</PageTitle>
      </header>
      <p className={page.hint}>{t("suggestions.hint")}</p>
      <section aria-label={t("suggestions.title")} className={page.sheet}>
        {data?.data.length === 0 && (
          <EmptyState icon="hand" title={t("suggestions.empty")}>
            {t("suggestions.empty_text")}
          </EmptyState>
        )}
        {data && data.data.length > 0 && (
          <DataTable
            columns={[
              { key: "words", title: t("suggestions.words"), cell: (row) => row.words },
              {
                key: "adopted",
                title: t("suggestions.verdict"),
                cell: (row) => (
                  <Tag tone={row.adopted ? "green" : "amber"}>
                    {t(row.adopted ? "suggestions.adopted" : "suggestions.not_adopted")}
                  </Tag>
                ),
              },
              {
                key: "at",
                title: t("suggestions.published"),
                cell: (row) => fullTime(row.published_at),
              },
            ]}
            idOf={(row) => row.id}
            label={t("suggestions.title")}
            rows={data.data}
          />
        )}
      </section>
      <Pager cursor={search.cursor} next={data?.next_cursor} />
    </div>
  );
}
