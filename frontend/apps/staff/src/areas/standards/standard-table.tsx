import { holds, me } from "@shouwen/api/access.ts";
import type { StandardOut } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { type DataColumn, DataTable } from "@shouwen/ui/data-table.tsx";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import page from "../../shell/page.module.css";
import { standardValue } from "../../shell/promises/standard-value.ts";
import { matches } from "./standard-search.ts";

const OverrideDialog = lazy(() => import("./override-dialog.tsx"));

interface Props {
  rows: StandardOut[];
  q: string;
  communityId: string;
}

export function useValueWords(): (row: Pick<StandardOut, "value" | "unit">) => string {
  const { t } = useTranslation();
  const label = useLabels();
  return ({ value, unit }) => standardValue(label, t("standards.no_limit"), value, unit);
}

export function StandardTable({ rows, q, communityId }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: "/standards" });
  const { data: person } = useSuspenseQuery(me(api));
  const [changed, setChanged] = useState<StandardOut | null>(null);
  const found = rows.filter((row) => matches(row, q));
  const columns = useColumns(holds(person, "standards.manage") ? setChanged : undefined);
  return (
    <>
      <div className={page.bar}>
        <label className={page.field}>
          {t("standards.search")}
          <input
            onChange={({ target }) =>
              void navigate({ search: target.value ? { q: target.value } : {}, replace: true })
            }
            type="search"
            value={q}
          />
        </label>
        <p className={page.small} role="status">
          {t("standards.total", { count: found.length })}
        </p>
      </div>
      <section aria-label={t("standards.view_list")} className={page.sheet}>
        {found.length === 0 && <EmptyState icon="search" title={t("standards.nothing")} />}
        {found.length > 0 && (
          <DataTable
            columns={columns}
            idOf={(row) => row.key}
            label={t("standards.view_list")}
            rows={found}
          />
        )}
      </section>
      {changed && (
        <Suspense>
          <OverrideDialog
            communityId={communityId}
            onClose={() => setChanged(null)}
            standard={changed}
          />
        </Suspense>
      )}
    </>
  );
}

function useColumns(onChange: ((row: StandardOut) => void) | undefined): DataColumn<StandardOut>[] {
  const { t } = useTranslation();
  const words = useValueWords();
  return [
    {
      key: "title",
      title: t("standards.standard"),
      cell: (row) => (
        <>
          {row.title} <span className={page.code}>{row.key}</span>
        </>
      ),
    },
    { key: "value", title: t("standards.value"), cell: (row) => <strong>{words(row)}</strong> },
    { key: "clause", title: t("standards.clause"), cell: (row) => row.clause },
    {
      key: "source",
      title: t("standards.source"),
      cell: (row) => (row.source === "house" ? t("standards.house") : row.source),
    },
    { key: "pack", title: t("standards.pack"), cell: (row) => `${row.pack} · ${row.version}` },
    ...(onChange
      ? [
          {
            key: "change",
            title: t("standards.change"),
            cell: (row: StandardOut) => (
              <Button
                aria-label={t("standards.change_of", { title: row.title })}
                kind="quiet"
                onClick={() => onChange(row)}
              >
                {t("standards.change")}
              </Button>
            ),
          },
        ]
      : []),
  ];
}
