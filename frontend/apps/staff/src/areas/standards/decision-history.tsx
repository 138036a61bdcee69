import "@shouwen/i18n/rooms/standards.zh-CN.ts";
import { standardHistory } from "@shouwen/api/standards.ts";
import type { StandardDecision } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { currentLanguage } from "@shouwen/i18n/i18n.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { type DataColumn, DataTable } from "@shouwen/ui/data-table.tsx";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import { Skeleton } from "@shouwen/ui/skeleton.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import page from "../../shell/page.module.css";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { useValueWords } from "./standard-table.tsx";

const LINES = 6;

/** Who decided which number, from when on and why; nothing here is ever changed. */
export function DecisionHistory({ communityId }: { communityId: string }) {
  const { t } = useTranslation();
  const columns = useColumns();
  const found = useQuery(standardHistory(api, communityId, currentLanguage()));
  if (found.isPending) return <Skeleton label={t("app.loading")} lines={LINES} />;
  if (found.isError) return <ProblemNotice error={found.error} />;
  const rows = found.data.data;
  return (
    <section aria-label={t("standards.view_history")} className={page.sheet}>
      {rows.length === 0 && <EmptyState icon="history" title={t("standards.no_history")} />}
      {rows.length > 0 && (
        <DataTable
          columns={columns}
          idOf={(row) => row.id}
          label={t("standards.view_history")}
          rows={rows}
        />
      )}
    </section>
  );
}

function useColumns(): DataColumn<StandardDecision>[] {
  const { t } = useTranslation();
  const label = useLabels();
  const words = useValueWords();
  return [
    {
      key: "what",
      title: t("standards.decision"),
      cell: (row) => (
        <span className={page.row}>
          <Tag tone={row.kind === "overridden" ? "amber" : "teal"}>
            {label("decision", row.kind)}
          </Tag>
          {row.title}
          {row.replaced && <span className={page.small}>{t("standards.replaced")}</span>}
        </span>
      ),
    },
    {
      key: "value",
      title: t("standards.value"),
      cell: (row) => row.unit && words({ value: row.value, unit: row.unit }),
    },
    { key: "level", title: t("standards.level"), cell: (row) => label("level", row.level) },
    {
      key: "from",
      title: t("standards.from"),
      cell: (row) => (row.from ? fullTime(row.from) : t("standards.always")),
    },
    {
      key: "who",
      title: t("standards.decided_by"),
      cell: (row) => (
        <span className={page.row}>
          {row.made_by.name ?? t("cases.case.system")}
          <time className={`${page.small} figures`} dateTime={row.made_at}>
            {fullTime(row.made_at)}
          </time>
        </span>
      ),
    },
    { key: "reason", title: t("cases.act.reason"), cell: (row) => row.reason },
  ];
}
