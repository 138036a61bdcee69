import "@shouwen/i18n/rooms/passings.zh-CN.ts";
import { type PasserRow, passingBoard } from "@shouwen/api/passings.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { type DataColumn, DataTable } from "@shouwen/ui/data-table.tsx";
import { Skeleton } from "@shouwen/ui/skeleton.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import page from "../../shell/page.module.css";
import { ProblemNotice } from "../../shell/problem-notice.tsx";

/** Who refused, and against whom buck-passing was found; every line names its cases (FR-06). */
export function PassingSection(props: { community: string; from: string; to: string }) {
  const { t } = useTranslation();
  const { community: community_id, from, to } = props;
  const board = useQuery(passingBoard(api, { community_id, from, to }));
  const columns = useColumns();
  return (
    <section aria-labelledby="passings" className={page.section}>
      <header>
        <h2 id="passings">{t("passings.board")}</h2>
      </header>
      {board.isPending && <Skeleton label={t("app.loading")} lines={3} />}
      {board.isError && <ProblemNotice error={board.error} onRetry={() => void board.refetch()} />}
      {board.data?.data.length === 0 && <p className={page.hint}>{t("passings.board_none")}</p>}
      {board.data && board.data.data.length > 0 && (
        <div className={page.sheet}>
          <DataTable
            columns={columns}
            idOf={(row) => row.staff.id}
            label={t("passings.board")}
            rows={board.data.data}
            stale={board.isPlaceholderData}
          />
        </div>
      )}
    </section>
  );
}

function useColumns(): DataColumn<PasserRow>[] {
  const { t } = useTranslation();
  const label = useLabels();
  return [
    { key: "staff", title: t("passings.staff"), cell: (row) => row.staff.name },
    {
      key: "refused",
      title: t("passings.refused"),
      align: "end",
      card: "pair",
      cell: (row) => row.refused,
    },
    {
      key: "found",
      title: t("passings.count"),
      align: "end",
      card: "pair",
      cell: (row) => row.found,
    },
    {
      key: "levels",
      title: t("passings.levels"),
      cell: ({ levels }) =>
        Object.entries(levels)
          .filter(([, count]) => count)
          .map(([level, count]) => `${label("passing_level", level)} ${count}`)
          .join(" · "),
    },
    {
      key: "cases",
      title: t("passings.cases"),
      cell: ({ cases }) =>
        cases.map(({ id, name }) => (
          <Link key={id} params={{ id }} to="/cases/$id">
            {name}{" "}
          </Link>
        )),
    },
  ];
}
