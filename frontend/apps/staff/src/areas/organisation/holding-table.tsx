import "@shouwen/i18n/rooms/organisation.zh-CN.ts";
import type { HoldingOut, PostRow } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { type DataColumn, DataTable } from "@shouwen/ui/data-table.tsx";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import page from "../../shell/page.module.css";
import { useSecond } from "../../shell/use-now.ts";
import { holdingState } from "./holding-state.ts";
import { StaffLink } from "./links.tsx";

const GiveDialog = lazy(() => import("./give-dialog.tsx"));
const EndDialog = lazy(() => import("./end-dialog.tsx"));
const TONES = { now: "green", planned: "blue", over: "neutral" } as const;

interface Props {
  post: PostRow;
  rows: HoldingOut[];
  mayManage: boolean;
}

/** Who holds the post since when, who is to, and who did. */
export function HoldingTable({ post, rows, mayManage }: Props) {
  const { t } = useTranslation();
  const [giving, setGiving] = useState(false);
  const [ended, setEnded] = useState<HoldingOut>();
  const columns = useColumns(mayManage ? setEnded : undefined);
  return (
    <section aria-labelledby="holders" className={page.section}>
      <header>
        <h2 id="holders">{t("organisation.holders")}</h2>
        {mayManage && (
          <div className={page.tools}>
            <Button icon="plus" onClick={() => setGiving(true)}>
              {t("organisation.give")}
            </Button>
          </div>
        )}
      </header>
      <div className={page.sheet}>
        {rows.length === 0 && (
          <EmptyState icon="person" title={t("organisation.never_held")}>
            {t("organisation.never_held_text")}
          </EmptyState>
        )}
        {rows.length > 0 && (
          <DataTable
            columns={columns}
            idOf={(row) => row.id}
            label={t("organisation.holders")}
            rows={rows}
          />
        )}
      </div>
      <Suspense>
        {giving && <GiveDialog onClose={() => setGiving(false)} post={post} />}
        {ended && (
          <EndDialog holding={ended} onClose={() => setEnded(undefined)} postName={post.name} />
        )}
      </Suspense>
    </section>
  );
}

function useColumns(onEnd: ((row: HoldingOut) => void) | undefined): DataColumn<HoldingOut>[] {
  const { t } = useTranslation();
  const now = useSecond(); // what has just begun counts as begun at once
  const time = (at: string) => (
    <time className="figures" dateTime={at}>
      {fullTime(at)}
    </time>
  );
  const columns: DataColumn<HoldingOut>[] = [
    {
      key: "who",
      title: t("organisation.who"),
      cell: (row) =>
        // Whoever held it once may have left since, out of the sight of most.
        holdingState(row, now) === "over" ? row.staff.name : <StaffLink staff={row.staff} />,
    },
    {
      key: "state",
      title: t("organisation.state"),
      cell: (row) => {
        const state = holdingState(row, now);
        return <Tag tone={TONES[state]}>{t(`organisation.holding_${state}`)}</Tag>;
      },
    },
    { key: "since", title: t("organisation.since"), cell: (row) => time(row.since) },
    {
      key: "until",
      title: t("organisation.until"),
      cell: (row) => (row.until ? time(row.until) : t("organisation.open_end")),
    },
  ];
  if (!onEnd) return columns;
  const end = (row: HoldingOut) =>
    holdingState(row, now) === "over" ? null : (
      <Button
        aria-label={t("organisation.end_of", { name: row.staff.name })}
        kind="quiet"
        onClick={() => onEnd(row)}
      >
        {t("organisation.end")}
      </Button>
    );
  return [...columns, { key: "end", title: t("organisation.end"), cell: end }];
}
