import "@shouwen/i18n/rooms/standards.zh-CN.ts";
import { catalogue } from "@shouwen/api/standards.ts";
import type { ApprovalOut, FormOut } from "@shouwen/api/types.ts";
import { currentLanguage } from "@shouwen/i18n/i18n.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { type DataColumn, DataTable } from "@shouwen/ui/data-table.tsx";
import { Skeleton } from "@shouwen/ui/skeleton.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import page from "../../shell/page.module.css";
import { ProblemNotice } from "../../shell/problem-notice.tsx";

const LINES = 8;

/** What is registered: forms with their codes, who approves what, kinds of error, check-lists. */
export default function CatalogueView() {
  const { t } = useTranslation();
  const forms = useFormColumns();
  const approvals = useApprovalColumns();
  const found = useQuery(catalogue(api, currentLanguage()));
  if (found.isPending) return <Skeleton label={t("app.loading")} lines={LINES} />;
  if (found.isError) return <ProblemNotice error={found.error} />;
  const shown = found.data;
  const registered = t("standards.forms", { count: shown.forms.length });
  return (
    <>
      <Part title={registered}>
        <div className={page.sheet}>
          <DataTable
            columns={forms}
            idOf={(row) => `${row.clause} ${row.name} ${row.source}`}
            label={registered}
            rows={shown.forms}
          />
        </div>
      </Part>
      <Part title={t("standards.approvals")}>
        <div className={page.sheet}>
          <DataTable
            columns={approvals}
            idOf={(row) => row.name}
            label={t("standards.approvals")}
            rows={shown.approvals}
          />
        </div>
      </Part>
      <Part title={t("standards.error_kinds")}>
        <Lines words={shown.error_kinds.map((one) => one.name)} />
      </Part>
      {shown.check_lists.map((list) => (
        <Part key={list.clause} title={`${list.name} · ${list.clause}`}>
          <Lines words={list.items} />
        </Part>
      ))}
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className={page.section}>
      <header>
        <h2>{title}</h2>
      </header>
      {children}
    </section>
  );
}

function Lines({ words }: { words: string[] }) {
  return (
    <ol>
      {words.map((one) => (
        <li key={one}>{one}</li>
      ))}
    </ol>
  );
}

function useFormColumns(): DataColumn<FormOut>[] {
  const { t } = useTranslation();
  const label = useLabels();
  return [
    { key: "name", title: t("standards.form"), cell: (row) => row.name },
    {
      key: "code",
      title: t("standards.code"),
      cell: (row) =>
        row.code && row.version
          ? t("standards.code_version", { code: row.code, version: row.version })
          : null,
    },
    { key: "given", title: t("standards.given_code"), cell: (row) => row.given_code },
    {
      key: "source",
      title: t("standards.source"),
      cell: (row) => row.source ?? t("standards.house"),
    },
    { key: "clause", title: t("standards.clause"), cell: (row) => row.clause },
    {
      key: "kept",
      title: t("standards.kept_as"),
      cell: (row) => {
        const words = label("kept_as", row.kept_as);
        return row.screen ? <Link to={row.screen}>{words}</Link> : words;
      },
    },
  ];
}

function useApprovalColumns(): DataColumn<ApprovalOut>[] {
  const { t } = useTranslation();
  const label = useLabels();
  return [
    { key: "what", title: t("standards.approved_what"), cell: (row) => row.name },
    {
      key: "by",
      title: t("standards.approved_by"),
      cell: (row) => row.by.map((one) => label("approver", one)).join(" → "),
    },
    { key: "clause", title: t("standards.clause"), cell: (row) => row.clause },
    {
      key: "asked",
      title: t("standards.asked_here"),
      cell: (row) => t(row.permission ? "standards.asked_yes" : "standards.asked_no"),
    },
  ];
}
