import "@shouwen/i18n/rooms/types.zh-CN.ts";
import { type CaseTypeOut, caseTypeList } from "@shouwen/api/case-types.ts";
import { currentLanguage } from "@shouwen/i18n/i18n.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { type DataColumn, DataTable } from "@shouwen/ui/data-table.tsx";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { useOneCommunity } from "../../shell/one-community.tsx";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";

const AdoptDialog = lazy(() => import("./adopt-dialog.tsx"));
const RetireDialog = lazy(() => import("./retire-dialog.tsx"));
const TypeEditor = lazy(() => import("./type-editor.tsx"));
const MOST = 100;

type Editing = { known?: CaseTypeOut } | undefined;

/** The kinds of work that an administrator defines: stages, check-lists, due times. */
export function TypesPage() {
  const { t } = useTranslation();
  const community = useOneCommunity();
  const [editing, setEditing] = useState<Editing>();
  const [retiring, setRetiring] = useState<CaseTypeOut>();
  const [adopting, setAdopting] = useState(false);
  const query = { community_id: [community?.id ?? ""], limit: MOST };
  const { data } = useQuery({ ...caseTypeList(api, query), enabled: community !== undefined });
  if (!community) return null;
  return (
    <div className={page.page}>
      <header className={page.head}>
        <PageTitle>{t("types.title")}</PageTitle>
        <p>{community.name}</p>
        <div className={page.tools}>
          <Button onClick={() => setAdopting(true)}>{t("types.adopt")}</Button>
          <Button icon="plus" kind="primary" onClick={() => setEditing({})}>
            {t("types.add")}
          </Button>
        </div>
      </header>
      <p className={page.hint}>{t("types.hint")}</p>
      <section aria-label={t("types.title")} className={page.sheet}>
        {data?.data.length === 0 && (
          <EmptyState icon="list" title={t("types.empty")}>
            {t("types.empty_text")}
          </EmptyState>
        )}
        {data && data.data.length > 0 && (
          <Types
            onEdit={(known) => setEditing({ known })}
            onRetire={setRetiring}
            rows={data.data}
          />
        )}
      </section>
      {adopting && (
        <Suspense>
          <AdoptDialog communityId={community.id} onClose={() => setAdopting(false)} />
        </Suspense>
      )}
      {retiring && (
        <Suspense>
          <RetireDialog
            name={retiring.name[currentLanguage() === "en" ? "en" : "zh"]}
            onClose={() => setRetiring(undefined)}
            shown={retiring}
          />
        </Suspense>
      )}
      {editing && (
        <Suspense>
          <TypeEditor
            communityId={community.id}
            onClose={() => setEditing(undefined)}
            {...editing}
          />
        </Suspense>
      )}
    </div>
  );
}

function Types(props: {
  rows: CaseTypeOut[];
  onEdit: (one: CaseTypeOut) => void;
  onRetire: (one: CaseTypeOut) => void;
}) {
  const { t } = useTranslation();
  const label = useLabels();
  const name = currentLanguage() === "en" ? "en" : "zh";
  const columns: DataColumn<CaseTypeOut>[] = [
    {
      key: "name",
      title: t("types.type"),
      cell: (row) => (
        <>
          <strong>{row.name[name]}</strong> <span className={page.code}>{row.key}</span>
        </>
      ),
    },
    { key: "kind", title: t("types.kind"), cell: (row) => label("kind", row.kind) },
    {
      key: "stages",
      title: t("types.stages"),
      cell: (row) => row.stages.map((stage) => stage.name[name]).join(" → "),
    },
    { key: "version", title: t("types.version_title"), cell: (row) => row.current },
    {
      key: "acts",
      title: t("cases.case.actions"),
      cell: (row) =>
        row.may_edit && (
          <span className={page.row}>
            <Button kind="quiet" onClick={() => props.onEdit(row)}>
              {t("types.edit")} <span className="aside">{row.name[name]}</span>
            </Button>
            <Button kind="quiet" onClick={() => props.onRetire(row)}>
              {t("types.retire")} <span className="aside">{row.name[name]}</span>
            </Button>
          </span>
        ),
    },
  ];
  return (
    <DataTable
      columns={columns}
      idOf={(row) => row.id}
      label={t("types.title")}
      rows={props.rows}
    />
  );
}
