import "@shouwen/i18n/rooms/board.zh-CN.ts";
import { caseBoard } from "@shouwen/api/commitments.ts";
import type { MeasureRow } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { type DataColumn, DataTable } from "@shouwen/ui/data-table.tsx";
import { Skeleton } from "@shouwen/ui/skeleton.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import page from "../../shell/page.module.css";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { percent } from "./percent.ts";

interface Period {
  from: string;
  to: string;
}

/** Bounces, late acceptances and matters finished in one visit; every line opens to its cases. */
export function MeasureSection({ community, period }: { community: string; period: Period }) {
  const { t } = useTranslation();
  const board = useQuery(caseBoard(api, { community_id: community, ...period }));
  const columns = useColumns(period);
  return (
    <section aria-labelledby="measures" className={page.section}>
      <header>
        <h2 id="measures">{t("measures.title")}</h2>
      </header>
      {board.isPending && <Skeleton label={t("app.loading")} lines={5} />}
      {board.isError && <ProblemNotice error={board.error} onRetry={() => void board.refetch()} />}
      {board.data && (
        <div className={page.sheet}>
          <DataTable
            columns={columns}
            idOf={(row) => row.measure}
            label={t("measures.title")}
            rows={board.data.data}
            stale={board.isPlaceholderData}
          />
        </div>
      )}
      <p className={`${page.hint} ${page.small}`}>{t("measures.legend")}</p>
    </section>
  );
}

function useColumns({ from, to }: Period): DataColumn<MeasureRow>[] {
  const { t } = useTranslation();
  const label = useLabels();
  return [
    {
      key: "measure",
      title: t("measures.measure"),
      cell: ({ measure }) => (
        <Link search={{ measure: [measure], from, until: to }} to="/cases">
          {label("measure", measure)}
        </Link>
      ),
    },
    {
      key: "cases",
      title: t("measures.cases"),
      align: "end",
      card: "pair",
      cell: (row) => row.cases,
    },
    { key: "of", title: t("measures.of"), align: "end", card: "pair", cell: (row) => row.of },
    {
      key: "share",
      title: t("measures.share"),
      align: "end",
      card: "pair",
      cell: (row) => (row.rate === null ? t("board.no_rate") : percent(row.rate)),
    },
  ];
}
