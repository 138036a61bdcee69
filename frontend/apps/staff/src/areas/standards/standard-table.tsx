import "@shouwen/i18n/rooms/standards.zh-CN.ts";
import { holdsFor, me } from "@shouwen/api/access.ts";
import { standardPacks } from "@shouwen/api/standards.ts";
import type { StandardOut } from "@shouwen/api/types.ts";
import { currentLanguage } from "@shouwen/i18n/i18n.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { type DataColumn, DataTable } from "@shouwen/ui/data-table.tsx";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import page from "../../shell/page.module.css";
import { standardValue } from "../../shell/promises/standard-value.ts";
import { SearchField } from "../../shell/search-field.tsx";
import { matches } from "./standard-search.ts";

const ReleaseDialog = lazy(() => import("./release-dialog.tsx"));
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
  const [released, setReleased] = useState<StandardOut | null>(null);
  const found = rows.filter((row) => matches(row, q));
  const columns = useColumns(
    holdsFor(person, "standards.manage", communityId)
      ? { onChange: setChanged, onRelease: setReleased }
      : undefined,
  );
  return (
    <>
      <div className={page.bar}>
        <SearchField
          label={t("standards.search")}
          onSearch={(words) => void navigate({ search: words ? { q: words } : {}, replace: true })}
          q={q}
        />
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
      {released && (
        <Suspense>
          <ReleaseDialog
            communityId={communityId}
            onClose={() => setReleased(null)}
            standard={released}
          />
        </Suspense>
      )}
    </>
  );
}

interface Deciding {
  onChange: (row: StandardOut) => void;
  onRelease: (row: StandardOut) => void;
}

/** A pack by its title; a level, where the number was set by the community or the company itself. */
function usePackTitle(): (pack: string) => string {
  const label = useLabels();
  const { data } = useQuery(standardPacks(api, currentLanguage()));
  const titles = new Map(data?.data.map(({ pack, title }) => [pack, title]));
  return (pack) => titles.get(pack) ?? label("level", pack);
}

function useColumns(deciding: Deciding | undefined): DataColumn<StandardOut>[] {
  const { t } = useTranslation();
  const label = useLabels();
  const words = useValueWords();
  const packTitle = usePackTitle();
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
      // Of a number of one's own the source is who set it.
      cell: (row) => (row.source === "house" ? t("standards.house") : label("level", row.source)),
    },
    {
      key: "pack",
      title: t("standards.pack"),
      cell: (row) => `${packTitle(row.pack)} · ${row.version}`,
    },
    ...(deciding
      ? [
          {
            key: "change",
            title: t("standards.change"),
            cell: (row: StandardOut) => <Decide row={row} {...deciding} />,
          },
        ]
      : []),
  ];
}

/** Only a number of the community's own can be given up; the company's is given up by the company. */
function Decide({ row, onChange, onRelease }: Deciding & { row: StandardOut }) {
  const { t } = useTranslation();
  return (
    <span className={page.row}>
      <Button
        aria-label={t("standards.change_of", { title: row.title })}
        kind="quiet"
        onClick={() => onChange(row)}
      >
        {t("standards.change")}
      </Button>
      {row.pack === "community" && (
        <Button
          aria-label={t("standards.release_of", { title: row.title })}
          kind="quiet"
          onClick={() => onRelease(row)}
        >
          {t("standards.release")}
        </Button>
      )}
    </span>
  );
}
