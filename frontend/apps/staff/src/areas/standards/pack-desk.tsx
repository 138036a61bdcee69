import "@shouwen/i18n/rooms/standards.zh-CN.ts";
import { holds, me } from "@shouwen/api/access.ts";
import { comparePacks, previewPack, standardPacks } from "@shouwen/api/standards.ts";
import type { StandardOut } from "@shouwen/api/types.ts";
import { currentLanguage } from "@shouwen/i18n/i18n.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { DataTable } from "@shouwen/ui/data-table.tsx";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import { Skeleton } from "@shouwen/ui/skeleton.tsx";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import page from "../../shell/page.module.css";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import type { StandardSearch } from "./standard-search.ts";
import { useValueWords } from "./standard-table.tsx";

const AdoptDialog = lazy(() => import("./adopt-dialog.tsx"));
const LINES = 8;

interface Props {
  communityId: string;
  search: StandardSearch;
}

/** Packs: what adopting one would change here, or how it differs from another. */
export function PackDesk({ communityId, search }: Props) {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const packs = useQuery(standardPacks(api, currentLanguage()));
  const navigate = useNavigate({ from: "/standards" });
  const [adopting, setAdopting] = useState(false);
  if (packs.isPending) return <Skeleton label={t("app.loading")} lines={LINES} />;
  if (packs.isError) return <ProblemNotice error={packs.error} />;
  const all = packs.data.data;
  const pack = all.find((one) => one.pack === search.pack) ?? all[0];
  if (!pack) return null;
  const choose = (part: StandardSearch) =>
    void navigate({ search: (now) => ({ ...now, ...part }) });
  return (
    <>
      <div className={page.bar}>
        <PackChoice
          name={t("standards.pack")}
          onChange={(chosen) => choose({ pack: chosen })}
          packs={all}
          value={pack.pack}
        />
        <PackChoice
          name={t("standards.against")}
          none={t("standards.against_now")}
          onChange={(against) => choose({ against })}
          packs={all.filter((one) => one.pack !== pack.pack)}
          value={search.against ?? ""}
        />
        {holds(person, "standards.manage") && (
          <Button kind="primary" onClick={() => setAdopting(true)}>
            {t("standards.adopt")}
          </Button>
        )}
      </div>
      {search.against ? (
        <Compared a={pack.pack} b={search.against} />
      ) : (
        <Previewed communityId={communityId} pack={pack.pack} />
      )}
      {adopting && (
        <Suspense>
          <AdoptDialog communityId={communityId} onClose={() => setAdopting(false)} pack={pack} />
        </Suspense>
      )}
    </>
  );
}

function PackChoice(props: {
  name: string;
  none?: string;
  packs: { pack: string; title: string; keys: number }[];
  value: string;
  onChange: (pack: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <label className={page.field}>
      {props.name}
      <select onChange={({ target }) => props.onChange(target.value)} value={props.value}>
        {props.none && <option value="">{props.none}</option>}
        {props.packs.map(({ pack, title, keys }) => (
          <option key={pack} value={pack}>
            {t("standards.pack_line", { title, count: keys })}
          </option>
        ))}
      </select>
    </label>
  );
}

function Previewed({ communityId, pack }: { communityId: string; pack: string }) {
  const { t } = useTranslation();
  const found = useQuery(previewPack(api, communityId, pack, currentLanguage()));
  const rows = found.data?.data.map(({ key, title, now, then }) => ({
    key,
    title,
    a: now,
    b: then,
  }));
  return (
    <Differences
      error={found.error}
      names={[t("standards.now"), t("standards.adopted_then")]}
      nothing={t("standards.no_change")}
      rows={rows}
    />
  );
}

function Compared({ a, b }: { a: string; b: string }) {
  const { t } = useTranslation();
  const found = useQuery(comparePacks(api, a, b, currentLanguage()));
  return (
    <Differences
      error={found.error}
      names={[found.data?.a.title ?? a, found.data?.b.title ?? b]}
      nothing={t("standards.no_difference")}
      rows={found.data?.data}
    />
  );
}

interface Difference {
  key: string;
  title: string;
  a: StandardOut;
  b: StandardOut;
}

function Differences(props: {
  rows: Difference[] | undefined;
  names: [string, string];
  nothing: string;
  error: unknown;
}) {
  const { t } = useTranslation();
  const words = useValueWords();
  const side = (row: StandardOut) => (
    <>
      {words(row)} <span className={page.code}>{row.clause}</span>
    </>
  );
  if (props.error) return <ProblemNotice error={props.error} />;
  if (!props.rows) return <Skeleton label={t("app.loading")} lines={LINES} />;
  return (
    <section aria-label={t("standards.differences")} className={page.sheet}>
      {props.rows.length === 0 && <EmptyState icon="check" title={props.nothing} />}
      {props.rows.length > 0 && (
        <DataTable
          columns={[
            { key: "title", title: t("standards.standard"), cell: (row) => row.title },
            { key: "a", title: props.names[0], cell: (row) => side(row.a) },
            { key: "b", title: props.names[1], cell: (row) => <strong>{side(row.b)}</strong> },
          ]}
          idOf={(row) => row.key}
          label={t("standards.differences")}
          rows={props.rows}
        />
      )}
    </section>
  );
}
