import "@shouwen/i18n/rooms/defects.zh-CN.ts";
import { type DefectCount, defectCount } from "@shouwen/api/warranties.ts";
import { localDate } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { type DataColumn, DataTable } from "@shouwen/ui/data-table.tsx";
import { Segmented } from "@shouwen/ui/segmented.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import page from "../../shell/page.module.css";
import { useNow } from "../../shell/use-now.ts";

const PERCENT = 100;
const YEAR_ONLY = 4;
const STAGES = ["entered", "dispatched", "accepted", "written_off", "called_back"] as const;
const LIMITS = ["in_time", "late", "overdue"] as const;

/** How the defects entered this year stand, by size or by whom they went to. */
export function DefectCounts({ communityId }: { communityId: string }) {
  const { t } = useTranslation();
  const [by, setBy] = useState<"size" | "party">("size");
  const today = localDate(useNow());
  const from = `${today.slice(0, YEAR_ONLY)}-01-01`;
  const query = { community_id: communityId, from, to: today, group_by: by };
  const found = useQuery(defectCount(api, query));
  const columns = useColumns(by);
  const rows = found.data?.data ?? [];
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="defect-counts" className={page.section}>
      <header>
        <h2 id="defect-counts">{t("defects.counts")}</h2>
        <Segmented
          label={t("defects.by")}
          onChange={(value: string) => setBy(value as "size" | "party")}
          segments={[
            { value: "size", label: t("defects.size") },
            { value: "party", label: t("defects.party") },
          ]}
          value={by}
        />
      </header>
      <div className={page.sheet}>
        <DataTable
          columns={columns}
          idOf={(row) => row.size ?? row.party?.id ?? "none"}
          label={t("defects.counts")}
          rows={rows}
          stale={found.isPlaceholderData}
        />
      </div>
    </section>
  );
}

function useColumns(by: "size" | "party"): DataColumn<DefectCount>[] {
  const { t } = useTranslation();
  const label = useLabels();
  const figure = (name: (typeof STAGES)[number] | (typeof LIMITS)[number], title: string) => ({
    key: name,
    title,
    align: "end" as const,
    cell: (row: DefectCount) => row[name],
  });
  return [
    {
      key: "of",
      title: t(`defects.${by}`),
      cell: (row) =>
        row.size
          ? label("defect_size", row.size)
          : row.party
            ? `${row.party.company} ${row.party.name}`
            : t("defects.nobody"),
    },
    ...STAGES.map((name) => figure(name, label("defect_stage", name))),
    ...LIMITS.map((name) =>
      figure(name, t(name === "overdue" ? "defects.is_overdue" : `defects.${name}`)),
    ),
    {
      key: "rate",
      title: t("defects.rate"),
      align: "end",
      cell: (row) => (row.rate === null ? "—" : `${(row.rate * PERCENT).toFixed(0)} %`),
    },
  ];
}
