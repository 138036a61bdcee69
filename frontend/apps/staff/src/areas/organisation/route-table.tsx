import "@shouwen/i18n/rooms/organisation.zh-CN.ts";
import { holdsFor, me } from "@shouwen/api/access.ts";
import type { RouteOut } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { type DataColumn, DataTable } from "@shouwen/ui/data-table.tsx";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import { useSuspenseQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import page from "../../shell/page.module.css";
import { PostLink } from "./links.tsx";
import { useRouteWords } from "./route-words.ts";

const RouteDialog = lazy(() => import("./route-dialog.tsx"));
const RemoveRouteDialog = lazy(() => import("./remove-route-dialog.tsx"));
const ResolveDialog = lazy(() => import("./resolve-dialog.tsx"));

/** Which post a matter belongs to; the closest line wins. */
export function RouteTable({ rows, communityId }: { rows: RouteOut[]; communityId: string }) {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const [open, setOpen] = useState<"new" | "resolve">();
  const [removed, setRemoved] = useState<RouteOut>();
  const words = useRouteWords();
  const mayManage = holdsFor(person, "people.manage", communityId);
  const columns = useColumns(mayManage ? setRemoved : undefined);
  const dialog = { communityId, onClose: () => setOpen(undefined) };
  return (
    <section aria-labelledby="routes" className={page.section}>
      <header>
        <h2 id="routes">{t("organisation.routes")}</h2>
        <p className={page.small}>{t("organisation.routes_hint")}</p>
        <div className={page.tools}>
          <Button icon="search" onClick={() => setOpen("resolve")}>
            {t("organisation.resolve")}
          </Button>
          {mayManage && (
            <Button icon="plus" onClick={() => setOpen("new")}>
              {t("organisation.new_route")}
            </Button>
          )}
        </div>
      </header>
      <div className={page.sheet}>
        {rows.length === 0 && (
          <EmptyState icon="list" title={t("organisation.no_routes")}>
            {t("organisation.no_routes_text")}
          </EmptyState>
        )}
        {rows.length > 0 && (
          <DataTable
            columns={columns}
            idOf={(row) => row.id}
            label={t("organisation.routes")}
            rows={rows}
          />
        )}
      </div>
      <Suspense>
        {open === "new" && <RouteDialog {...dialog} />}
        {open === "resolve" && <ResolveDialog {...dialog} />}
        {removed && (
          <RemoveRouteDialog
            onClose={() => setRemoved(undefined)}
            route={removed}
            what={words(removed)}
          />
        )}
      </Suspense>
    </section>
  );
}

function useColumns(onRemove: ((row: RouteOut) => void) | undefined): DataColumn<RouteOut>[] {
  const { t } = useTranslation();
  const label = useLabels();
  const words = useRouteWords();
  const columns: DataColumn<RouteOut>[] = [
    {
      key: "kind",
      title: t("cases.list.kind"),
      cell: ({ kind, complaint_class }) =>
        label("kind", kind) +
        (complaint_class ? ` · ${label("complaint_class", complaint_class)}` : ""),
    },
    {
      key: "category",
      title: t("organisation.category"),
      cell: (row) => (row.category ? label("category", row.category) : t("organisation.any")),
    },
    {
      key: "zone",
      title: t("organisation.zone"),
      cell: (row) => row.zone?.name ?? t("organisation.any"),
    },
    { key: "post", title: t("organisation.post"), cell: (row) => <PostLink post={row.post} /> },
  ];
  if (!onRemove) return columns;
  const remove = (row: RouteOut) => (
    <Button
      aria-label={t("organisation.remove_of", { what: words(row) })}
      kind="quiet"
      onClick={() => onRemove(row)}
    >
      {t("organisation.remove")}
    </Button>
  );
  return [...columns, { key: "remove", title: t("organisation.remove"), cell: remove }];
}
