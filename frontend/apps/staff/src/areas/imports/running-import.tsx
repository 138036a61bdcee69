import "@shouwen/i18n/rooms/imports.zh-CN.ts";
import {
  beginImport,
  cancelOperation,
  isOver,
  operation,
  operationFaults,
} from "@shouwen/api/imports.ts";
import type { ImportType, Operation, OperationFault } from "@shouwen/api/types.ts";
import { randomKey } from "@shouwen/core/random-key.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button, buttonClass } from "@shouwen/ui/button.tsx";
import { type DataColumn, DataTable } from "@shouwen/ui/data-table.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { LoadedPage } from "../../shell/loaded.tsx";
import page from "../../shell/page.module.css";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import styles from "./imports.module.css";

const TONES = {
  waiting: "neutral",
  running: "neutral",
  done: "green",
  failed: "red",
  cancelled: "amber",
} as const;

/** An import or its check: how far it is, what came of it, and what is wrong with which row. */
export function RunningImport({ id, cursor }: { id: string; cursor: string | undefined }) {
  const found = useQuery(operation(api, id));
  return (
    <LoadedPage query={found}>
      {(now) => (
        <>
          <Progress now={now} />
          <Faults cursor={cursor} now={now} />
        </>
      )}
    </LoadedPage>
  );
}

function Progress({ now }: { now: Operation }) {
  const { t } = useTranslation();
  const label = useLabels();
  const what = label("import_type", now.type);
  const title = t(now.dry_run ? "imports.checking" : "imports.importing", { what });
  return (
    <section aria-label={title} className={page.section}>
      <header>
        <h2>{title}</h2>
        <Tag tone={TONES[now.state]}>{label("operation_state", now.state)}</Tag>
        <div className={`${page.tools} ${styles.acts}`}>
          <Acts now={now} />
        </div>
      </header>
      <div className={`${page.sheet} ${styles.start}`}>
        {now.message && <p className={page.alarm}>{now.message}</p>}
        {!isOver(now) && (
          <progress
            aria-label={t("imports.progress")}
            className={styles.bar}
            max={now.total ?? 1}
            {...(now.total === null ? {} : { value: now.done })}
          />
        )}
        <p role="status">
          {now.total === null
            ? !isOver(now) && t("imports.counting")
            : t("imports.far", { done: now.done, total: now.total })}
        </p>
        <dl className={styles.counts}>
          {(["written", "skipped", "faulty"] as const).map((count) => (
            <div key={count}>
              <dt>
                {t(count === "written" && now.dry_run ? "imports.would_write" : `imports.${count}`)}
              </dt>
              <dd>{t("imports.rows", { count: now[count] })}</dd>
            </div>
          ))}
        </dl>
      </div>
    </section>
  );
}

function Acts({ now }: { now: Operation }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: "/imports" });
  const queries = useQueryClient();
  const type = now.type as ImportType;
  const stopping = useMutation({
    mutationFn: () => cancelOperation(api, randomKey(), now.id),
    onSettled: () => queries.invalidateQueries({ queryKey: ["operations", now.id] }),
  });
  const running = useMutation({
    mutationFn: async (file_id: string) =>
      (await beginImport(api, randomKey(), { community_id: now.community_id, type, file_id })).data,
    onSuccess: ({ id }) => void navigate({ search: { type, operation: id } }),
  });
  const error = stopping.error ?? running.error;
  if (!isOver(now)) {
    return (
      <>
        {error && <ProblemNotice error={error} />}
        <Button busy={stopping.isPending} icon="close" onClick={() => stopping.mutate()}>
          {t(now.dry_run ? "imports.stop_check" : "imports.stop")}
        </Button>
      </>
    );
  }
  const checked = now.dry_run && now.state === "done" && now.file_id;
  return (
    <>
      {error && <ProblemNotice error={error} />}
      {checked && now.written === 0 && <span>{t("imports.nothing")}</span>}
      {checked && now.written > 0 && now.faulty > 0 && (
        <span>{t("imports.run_bad", { count: now.faulty })}</span>
      )}
      <Link className={buttonClass("plain")} search={{ type }} to="/imports">
        {t("imports.another")}
      </Link>
      {checked && now.written > 0 && (
        <Button
          busy={running.isPending}
          icon="check"
          kind="primary"
          onClick={() => now.file_id && running.mutate(now.file_id)}
        >
          {t("imports.run", { count: now.written })}
        </Button>
      )}
    </>
  );
}

const FIELDS = [
  "building",
  "label",
  "stair",
  "door",
  "kind",
  "zone",
  "unit",
  "name",
  "phone",
  "relation",
  "is_adult",
  "is_emergency_contact",
  "since",
  "note",
  "language",
  "phone_shared",
] as const;

function useColumnName(): (column: string | null) => string {
  const { t } = useTranslation();
  return (column) => {
    if (column === null) return t("imports.whole_row");
    const field = FIELDS.find((one) => one === column);
    return field ? t(`imports.columns.${field}`) : t("imports.column_letters", { letters: column });
  };
}

function Faults({ now, cursor }: { now: Operation; cursor: string | undefined }) {
  const { t } = useTranslation();
  const named = useColumnName();
  const found = useQuery({
    ...operationFaults(api, now.id, cursor, now.faults),
    enabled: now.faults > 0,
  });
  const columns: DataColumn<OperationFault>[] = [
    { key: "line", title: t("imports.line"), cell: ({ line }) => t("imports.at_line", { line }) },
    { key: "column", title: t("imports.column"), cell: ({ column }) => named(column) },
    { key: "message", title: t("imports.message"), cell: ({ message }) => message },
  ];
  const next = found.data?.next_cursor;
  const here = { type: now.type as ImportType, operation: now.id };
  return (
    <section aria-label={t("imports.faults")} className={page.section}>
      <header>
        <h2>{t("imports.faults")}</h2>
        <span className={page.soft}>{now.faults > 0 && now.faults}</span>
      </header>
      {now.faults === 0 && isOver(now) && <p className={page.hint}>{t("imports.no_faults")}</p>}
      {found.data && (
        <div className={page.sheet}>
          <DataTable
            columns={columns}
            idOf={({ position }) => String(position)}
            label={t("imports.faults")}
            rows={found.data.data}
            stale={found.isPlaceholderData}
          />
        </div>
      )}
      <nav aria-label={t("cases.list.paging")} className={page.pager}>
        {cursor && (
          <Link className={buttonClass("plain")} search={here} to="/imports">
            {t("cases.list.first")}
          </Link>
        )}
        {next && (
          <Link className={buttonClass("plain")} search={{ ...here, cursor: next }} to="/imports">
            {t("cases.list.next")}
          </Link>
        )}
      </nav>
    </section>
  );
}
