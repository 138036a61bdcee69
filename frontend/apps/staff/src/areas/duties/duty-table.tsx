import "@shouwen/i18n/rooms/duties.zh-CN.ts";
import { holdsFor, me } from "@shouwen/api/access.ts";
import type { DutyOut } from "@shouwen/api/types.ts";
import { fullTime, localDate } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { type DataColumn, DataTable } from "@shouwen/ui/data-table.tsx";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import page from "../../shell/page.module.css";
import { CommitmentClock, CommitmentState } from "../../shell/promises/commitment-state.tsx";
import { standardValue } from "../../shell/promises/standard-value.ts";
import { useNow } from "../../shell/use-now.ts";
import { countMissed, windowDays, windowDone, windowToDo } from "./duty-windows.ts";

const GiveDutyDialog = lazy(() => import("./give-duty-dialog.tsx"));
const KeepDialog = lazy(() => import("./keep-dialog.tsx"));

export function DutyTable({ rows }: { rows: DutyOut[] }) {
  const { t } = useTranslation();
  const columns = useColumns();
  return (
    <DataTable columns={columns} idOf={(row) => row.id} label={t("duties.title")} rows={rows} />
  );
}

function useColumns(): DataColumn<DutyOut>[] {
  const { t } = useTranslation();
  const label = useLabels();
  const every = (row: DutyOut) => standardValue(label, t("duties.never"), row.every, row.unit);
  return [
    {
      key: "title",
      title: t("duties.duty"),
      cell: (row) => (
        <>
          {row.title} <span className={page.code}>{row.clause}</span>
        </>
      ),
    },
    { key: "post", title: t("duties.post"), card: "plain", cell: (row) => row.post.name },
    {
      key: "every",
      title: t("duties.rhythm"),
      card: "plain",
      cell: (row) => t("duties.every", { span: every(row) }),
    },
    { key: "now", title: t("duties.now"), cell: (row) => <ToDo row={row} /> },
    { key: "last", title: t("duties.last"), cell: (row) => <Last row={row} /> },
    {
      key: "act",
      title: t("duties.act"),
      card: "plain",
      cell: (row) => (
        <span className={page.row}>
          <Keep row={row} />
          <Give row={row} />
        </span>
      ),
    },
  ];
}

function ToDo({ row }: { row: DutyOut }) {
  const { t } = useTranslation();
  const window = windowToDo(row, localDate(useNow()));
  if (!window) return <>{t("duties.nothing")}</>;
  return (
    <span className={page.row}>
      <CommitmentState shown={window} />
      <span className={page.small}>
        {windowDays(t, window)} <CommitmentClock shown={window} />
      </span>
    </span>
  );
}

function Last({ row }: { row: DutyOut }) {
  const { t } = useTranslation();
  const done = windowDone(row);
  const missed = countMissed(row);
  // Nothing at all: an empty cell has no heading on a telephone.
  if (!done && missed === 0) return null;
  return (
    <span className={page.row}>
      {done?.kept_at && done.done_by && (
        <span>
          {t("duties.done_by", { name: done.done_by.name, time: fullTime(done.kept_at) })}
          {done.text && <span className={page.small}> {done.text}</span>}
        </span>
      )}
      {missed > 0 && (
        <Link search={{ subject_id: row.id, state: ["missed"] }} to="/commitments">
          {t("duties.missed", { count: missed })}
        </Link>
      )}
    </span>
  );
}

/** Drawn from what the server says: shown to whoever may do it, with the reason to whoever may not. */
function Keep({ row }: { row: DutyOut }) {
  const { t } = useTranslation();
  const [keeping, setKeeping] = useState(false);
  const window = windowToDo(row, localDate(useNow()));
  const action = row.actions.find(({ action: name }) => name === "keep");
  if (!action?.allowed || !window) {
    return <span className={page.small}>{action?.reason?.message}</span>;
  }
  return (
    <>
      <Button
        aria-label={t("duties.keep_of", { title: row.title })}
        kind="primary"
        onClick={() => setKeeping(true)}
      >
        {t("duties.keep")}
      </Button>
      {keeping && (
        <Suspense>
          <KeepDialog duty={row} onClose={() => setKeeping(false)} window={window} />
        </Suspense>
      )}
    </>
  );
}

function Give({ row }: { row: DutyOut }) {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const [giving, setGiving] = useState(false);
  if (!holdsFor(person, "duties.manage", row.community_id)) return null;
  return (
    <>
      <Button
        aria-label={t("duties.give_of", { title: row.title })}
        kind="quiet"
        onClick={() => setGiving(true)}
      >
        {t("duties.give")}
      </Button>
      {giving && (
        <Suspense>
          <GiveDutyDialog duty={row} onClose={() => setGiving(false)} />
        </Suspense>
      )}
    </>
  );
}
