import { actOnCases } from "@shouwen/api/cases.ts";
import type { BulkResult, CaseRow } from "@shouwen/api/types.ts";
import { randomKey } from "@shouwen/core/random-key.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { QueueTable } from "@shouwen/ui/queue-table.tsx";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { useCommand } from "../../shell/palette/commands.tsx";
import { useNow } from "../../shell/use-now.ts";
import { BulkOutcome, type Done, type Outcome, outcomeOf } from "./bulk-outcome.tsx";
import { BULK_VERBS, type BulkVerb } from "./bulk-verbs.ts";
import { useCaseColumns } from "./case-columns.tsx";
import styles from "./case-list.module.css";
import { dueGroup } from "./due-group.ts";
import { useTakeBack } from "./use-take-back.ts";
import type { View } from "./view.ts";

// Forms come when they are asked for: the queue does without them.
const BulkDialog = lazy(() => import("./bulk-dialog.tsx"));
const MacroMenu = lazy(() => import("./macro-menu.tsx"));
const CasePeek = lazy(() => import("./case-peek.tsx"));

function useSelection() {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const select = useCallback((id: string, on: boolean) => {
    setSelected((now) => {
      const next = new Set(now);
      if (on) next.add(id);
      else next.delete(id);
      return next;
    });
  }, []);
  const clear = useCallback(() => setSelected(new Set()), []);
  return { selected, select, clear };
}

/** The heading a case stands under, in a queue sorted by what is due next. */
function useDueHeading() {
  const { t } = useTranslation();
  const now = useNow();
  return (row: CaseRow) => t(`cases.list.group_${dueGroup(row.due_at, now)}`);
}

/** Withdraws what was just offered: of several again each for itself. */
const withdraw = (offered: Done[]) =>
  actOnCases(api, randomKey(), {
    action: "withdraw",
    items: offered.map(({ id, version }) => ({ id, version })),
    body: {},
  });

/** The case shown beside the queue. It goes with the focus, and gives the focus back to its row. */
function usePeek(rows: CaseRow[]) {
  const box = useRef<HTMLDivElement>(null);
  const [id, setId] = useState<string | null>(null);
  const last = useRef(0);
  const found = rows.findIndex((row) => row.id === id);
  if (found >= 0) last.current = found;
  const focus = useCallback(
    (row: string) => box.current?.querySelector<HTMLElement>(`[data-row="${row}"]`)?.focus(),
    [],
  );
  const onPeek = (row: CaseRow) => setId((now) => (now === row.id ? null : row.id));
  // Always the same function: all rows would be drawn again for another.
  const onMove = useCallback((to: string) => setId((now) => now && to), []);
  const close = () => {
    box.current?.querySelector<HTMLElement>("tr[tabindex='0']")?.focus();
    setId(null);
  };
  // One that has left the queue meanwhile leaves its place to the one after it.
  const step = (by: 1 | -1) => {
    const to = found < 0 && by > 0 ? last.current : last.current + by;
    const row = rows[Math.max(0, Math.min(to, rows.length - 1))];
    if (row) focus(row.id);
  };
  return { box, peek: { id, onPeek, onMove }, close, step };
}

interface Props {
  rows: CaseRow[];
  /** The view as it stands, for the way through it from case to case. */
  view: View;
  stale: boolean;
  byDue: boolean;
}

export function CaseQueue({ rows, view, stale, byDue }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const columns = useCaseColumns();
  const headingOf = useDueHeading();
  const { selected, select, clear } = useSelection();
  const open = useCallback(
    (row: CaseRow) => void navigate({ to: "/cases/$id", params: { id: row.id }, state: { view } }),
    [navigate, view],
  );
  const { box, peek, close, step } = usePeek(rows);
  const chosen = rows.filter((row) => selected.has(row.id));
  const [verb, setVerb] = useState<BulkVerb | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);

  const takeBack = useTakeBack(withdraw, ({ data }, offered) =>
    setOutcome(outcomeOf(offered, data.results)),
  );

  const done = (results: BulkResult[]) => {
    setOutcome(outcomeOf(chosen, results, verb === "offer"));
    for (const { id, status } of results) if (status === 200) select(id, false);
  };

  return (
    <>
      {chosen.length > 0 && (
        <SelectionBar chosen={chosen} onAct={setVerb} onClear={clear} onDone={done} />
      )}
      {outcome && (
        <BulkOutcome
          busy={takeBack.isPending}
          onClose={() => setOutcome(null)}
          onTakeBack={() => takeBack.mutate(outcome.takeBack)}
          outcome={outcome}
        />
      )}
      {verb && (
        <Suspense fallback={null}>
          <BulkDialog chosen={chosen} onClose={() => setVerb(null)} onDone={done} verb={verb} />
        </Suspense>
      )}
      <div className={styles.beside} data-peek={peek.id ? true : undefined} ref={box}>
        <QueueTable
          columns={columns}
          {...(byDue && { headingOf })}
          label={t("cases.list.title")}
          onOpen={open}
          onSelect={select}
          peek={peek}
          rows={rows}
          selected={selected}
          selectName={(row) => t("cases.list.select_row", { number: row.number })}
          selectTitle={t("cases.list.select")}
          stale={stale}
        />
        {peek.id && (
          <Suspense>
            <CasePeek id={peek.id} onClose={close} onStep={step} view={view} />
          </Suspense>
        )}
      </div>
    </>
  );
}

interface SelectionProps {
  chosen: CaseRow[];
  onClear: () => void;
  onAct: (verb: BulkVerb) => void;
  onDone: (results: BulkResult[]) => void;
}

function SelectionBar({ chosen, onClear, onAct, onDone }: SelectionProps) {
  const { t } = useTranslation();
  const toast = useToast();
  const copy = async () => {
    await navigator.clipboard.writeText(chosen.map((row) => row.number).join("\n"));
    toast.done(t("cases.list.copied", { count: chosen.length }));
  };
  return (
    <div className={styles.selection}>
      <span role="status">{t("cases.list.selected", { count: chosen.length })}</span>
      <Suspense>
        <MacroMenu communityId={chosen[0]?.community_id} items={chosen} onDone={onDone} />
      </Suspense>
      {BULK_VERBS.map((verb) => (
        <BulkButton key={verb} onAct={onAct} verb={verb} />
      ))}
      <Button icon="copy" kind="quiet" onClick={() => void copy()}>
        {t("cases.list.copy_numbers")}
      </Button>
      <Button kind="quiet" onClick={onClear}>
        {t("app.clear")}
      </Button>
    </div>
  );
}

/** One word to all that are chosen, by its button or by the palette. */
function BulkButton({ verb, onAct }: { verb: BulkVerb; onAct: (verb: BulkVerb) => void }) {
  const { t } = useTranslation();
  const name = useLabels()("action", verb);
  useCommand(t("cases.list.bulk_command", { action: name }), () => onAct(verb));
  return (
    <Button kind="quiet" onClick={() => onAct(verb)}>
      {name}
    </Button>
  );
}
