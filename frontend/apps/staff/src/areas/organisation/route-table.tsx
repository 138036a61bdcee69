import type { RouteOut } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { DataTable } from "@shouwen/ui/data-table.tsx";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import { useTranslation } from "react-i18next";
import page from "../../shell/page.module.css";

/** Which post a matter belongs to; the closest line wins. */
export function RouteTable({ rows }: { rows: RouteOut[] }) {
  const { t } = useTranslation();
  const label = useLabels();
  return (
    <section aria-labelledby="routes" className={page.section}>
      <header>
        <h2 id="routes">{t("organisation.routes")}</h2>
        <p className={page.small}>{t("organisation.routes_hint")}</p>
      </header>
      <div className={page.sheet}>
        {rows.length === 0 && <EmptyState icon="list" title={t("organisation.no_routes")} />}
        {rows.length > 0 && (
          <DataTable
            columns={[
              { key: "kind", title: t("cases.list.kind"), cell: (row) => label("kind", row.kind) },
              {
                key: "category",
                title: t("cases.record.category"),
                cell: (row) =>
                  row.category ? label("category", row.category) : t("organisation.any"),
              },
              {
                key: "zone",
                title: t("organisation.zone"),
                cell: (row) => row.zone?.name ?? t("organisation.any"),
              },
              { key: "post", title: t("organisation.post"), cell: (row) => row.post.name },
            ]}
            idOf={(row) => row.id}
            label={t("organisation.routes")}
            rows={rows}
          />
        )}
      </div>
    </section>
  );
}
