import "@shouwen/i18n/rooms/sorting.zh-CN.ts";
import {
  type SortingRule,
  type SortingTable,
  sortingRules,
  writeSortingRules,
} from "@shouwen/api/sorting.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { type DataColumn, DataTable } from "@shouwen/ui/data-table.tsx";
import { Skeleton } from "@shouwen/ui/skeleton.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { useOneCommunity } from "../../shell/one-community.tsx";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";
import { ProblemNotice, problemText } from "../../shell/problem-notice.tsx";
import styles from "./sorting.module.css";
import { findLine, toRules, toValues } from "./sorting-values.ts";

const SortingDialog = lazy(() => import("./sorting-dialog.tsx"));
const LONGEST = 2_000;

/** By which words messages of an older board are sorted when they are taken in. */
export function SortingPage() {
  const { t } = useTranslation();
  const community = useOneCommunity();
  const found = useQuery({
    ...sortingRules(api, community?.id ?? ""),
    enabled: community !== undefined,
  });
  if (!community) return null;
  const table = found.data;
  const rules = table?.data;
  return (
    <div className={page.page}>
      <header className={page.head}>
        <PageTitle>{t("sorting.title")}</PageTitle>
        <p>{community.name}</p>
        {table && <Tools communityId={community.id} key={community.id} table={table} />}
      </header>
      <p className={page.hint}>{t("sorting.hint")}</p>
      {found.isPending && <Skeleton label={t("app.loading")} lines={4} />}
      {found.isError && <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />}
      {rules && (
        <>
          <section aria-label={t("sorting.title")} className={page.sheet}>
            <Rules rules={rules} />
          </section>
          <Trial rules={rules} />
        </>
      )}
    </div>
  );
}

function Tools({ communityId, table }: { communityId: string; table: SortingTable }) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  const restore = useRestore(communityId);
  const onClose = () => setEditing(false);
  return (
    <div className={page.tools}>
      <Button busy={restore.isPending} onClick={() => restore.mutate(table)}>
        {t("sorting.restore")}
      </Button>
      <Button kind="primary" onClick={() => setEditing(true)}>
        {t("sorting.edit")}
      </Button>
      <Suspense>
        {editing && <SortingDialog communityId={communityId} onClose={onClose} table={table} />}
      </Suspense>
    </div>
  );
}

/** The table of the house is put in force again; what stood there can be had back. */
function useRestore(communityId: string) {
  const { t } = useTranslation();
  const toast = useToast();
  const queries = useQueryClient();
  const refetch = () => queries.invalidateQueries({ queryKey: ["sorting-rules"] });
  const trouble = (error: unknown) => toast.trouble(problemText(error, t));
  const putBack = (before: SortingTable, version: number) =>
    writeSortingRules(api, communityId, version, toRules(toValues(before.data)))
      .then(refetch)
      .catch(trouble);
  return useMutation({
    mutationFn: ({ version }: SortingTable) => writeSortingRules(api, communityId, version, []),
    onSuccess: ({ data }, before) =>
      toast.done(t("sorting.restored"), {
        label: t("sorting.put_back"),
        run: () => void putBack(before, data.version),
      }),
    onError: trouble,
    onSettled: refetch,
  });
}

function Rules({ rules }: { rules: SortingRule[] }) {
  const { t } = useTranslation();
  const columns: DataColumn<{ no: number; rule: SortingRule }>[] = [
    {
      key: "no",
      title: t("sorting.order"),
      cell: ({ no }) => <span className="figures">{no}</span>,
    },
    {
      key: "words",
      title: t("sorting.words"),
      cell: ({ rule }) => (
        <span className={styles.words}>
          {rule.words.map((word) => (
            <Tag key={word}>{word}</Tag>
          ))}
        </span>
      ),
    },
    { key: "what", title: t("sorting.what"), cell: ({ rule }) => <What {...rule} /> },
  ];
  return (
    <DataTable
      columns={columns}
      idOf={({ no }) => `${no}`}
      label={t("sorting.title")}
      rows={rules.map((rule, at) => ({ no: at + 1, rule }))}
    />
  );
}

type Sorted = Pick<SortingRule, "kind" | "class" | "category">;

/** What the import takes a message for that no line fits. */
const OTHERWISE: Sorted = { kind: "complaint", class: "external", category: null };

function What(what: Sorted) {
  const label = useLabels();
  const parts = [
    label("kind", what.kind),
    what.class && label("complaint_class", what.class),
    what.category && label("category", what.category),
  ];
  return <>{parts.filter(Boolean).join(" · ")}</>;
}

function Trial({ rules }: { rules: SortingRule[] }) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const found = findLine(text, rules);
  return (
    <section
      aria-label={t("sorting.trial")}
      className={`${page.sheet} ${page.padded} ${page.section}`}
    >
      <h2>{t("sorting.trial")}</h2>
      <label className={page.field}>
        {t("sorting.trial_text")}
        <textarea
          className={styles.trial}
          maxLength={LONGEST}
          onChange={(event) => setText(event.target.value)}
          rows={3}
          value={text}
        />
      </label>
      <p className={styles.result} role="status">
        {text.trim() !== "" && (
          <>
            <strong>
              <What {...(found?.rule ?? OTHERWISE)} />
            </strong>{" "}
            {found
              ? t("sorting.by_line", { no: found.no, word: found.word })
              : t("sorting.by_none")}
          </>
        )}
      </p>
    </section>
  );
}
