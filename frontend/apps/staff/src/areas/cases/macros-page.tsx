import "@shouwen/i18n/rooms/macros.zh-CN.ts";
import { macroList, retireMacro } from "@shouwen/api/macros.ts";
import { ApiProblem } from "@shouwen/api/problem.ts";
import type { Macro } from "@shouwen/api/types.ts";
import { randomKey } from "@shouwen/core/random-key.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { type DataColumn, DataTable } from "@shouwen/ui/data-table.tsx";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import { Skeleton } from "@shouwen/ui/skeleton.tsx";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { useCommunity } from "../../shell/community.tsx";
import { ForbiddenPage } from "../../shell/not-found-page.tsx";
import { useOneCommunity } from "../../shell/one-community.tsx";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";
import { ProblemNotice, problemText } from "../../shell/problem-notice.tsx";
import { MacroSteps } from "./macro-steps.tsx";

const MacroForm = lazy(() => import("./macro-form.tsx"));

type Editing = { known?: Macro; communityId: string } | undefined;

/** What the desk says again and again, put together once. */
export function MacrosPage() {
  const { t } = useTranslation();
  const { id } = useCommunity();
  const writtenFor = useOneCommunity();
  const [editing, setEditing] = useState<Editing>();
  const found = useQuery(macroList(api, id));
  if (found.error instanceof ApiProblem && found.error.status === 403) return <ForbiddenPage />;
  return (
    <div className={page.page}>
      <header className={page.head}>
        <PageTitle>{t("macros.title")}</PageTitle>
        <p>{t("macros.text")}</p>
        {writtenFor && (
          <div className={page.tools}>
            <Button
              icon="plus"
              kind="primary"
              onClick={() => setEditing({ communityId: writtenFor.id })}
            >
              {t("macros.add")}
            </Button>
          </div>
        )}
      </header>
      <section aria-label={t("macros.title")} className={page.sheet}>
        {found.isPending && <Skeleton label={t("app.loading")} lines={4} />}
        {found.isError && (
          <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />
        )}
        {found.data?.data.length === 0 && (
          <EmptyState icon="list" title={t("macros.empty")}>
            {t("macros.empty_text")}
          </EmptyState>
        )}
        {found.data && found.data.data.length > 0 && (
          <Macros onEdit={setEditing} rows={found.data.data} />
        )}
      </section>
      {editing && (
        <Suspense>
          <MacroForm {...editing} onClose={() => setEditing(undefined)} />
        </Suspense>
      )}
    </div>
  );
}

function Macros({ rows, onEdit }: { rows: Macro[]; onEdit: (editing: Editing) => void }) {
  const { t } = useTranslation();
  const columns: DataColumn<Macro>[] = [
    { key: "name", title: t("macros.name"), cell: (row) => <strong>{row.name}</strong> },
    { key: "steps", title: t("macros.steps"), cell: (row) => <MacroSteps macro={row} /> },
    {
      key: "acts",
      title: t("cases.case.actions"),
      cell: (row) => <Acts onEdit={onEdit} row={row} />,
    },
  ];
  return (
    <DataTable columns={columns} idOf={(row) => row.id} label={t("macros.title")} rows={rows} />
  );
}

function Acts({ row, onEdit }: { row: Macro; onEdit: (editing: Editing) => void }) {
  const { t } = useTranslation();
  const toast = useToast();
  const queries = useQueryClient();
  const retiring = useMutation({
    mutationFn: () => retireMacro(api, randomKey(), row.id),
    onSuccess: () => {
      toast.done(t("macros.saved"));
      void queries.invalidateQueries({ queryKey: ["macros"] });
    },
    onError: (error) => toast.trouble(problemText(error, t)),
  });
  const about = <span className="aside">{row.name}</span>;
  return (
    <span className={page.row}>
      <Button kind="quiet" onClick={() => onEdit({ known: row, communityId: row.community_id })}>
        {t("macros.change")} {about}
      </Button>
      <Button busy={retiring.isPending} kind="quiet" onClick={() => retiring.mutate()}>
        {t("macros.retire")} {about}
      </Button>
    </span>
  );
}
