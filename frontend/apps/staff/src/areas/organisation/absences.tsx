import "@shouwen/i18n/rooms/organisation.zh-CN.ts";
import { holds, me } from "@shouwen/api/access.ts";
import { cancelAbsence } from "@shouwen/api/organisation.ts";
import type { AbsenceOut } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { randomKey } from "@shouwen/core/random-key.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { type DataColumn, DataTable } from "@shouwen/ui/data-table.tsx";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import type { Tone } from "@shouwen/ui/palette.ts";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import page from "../../shell/page.module.css";
import { problemText } from "../../shell/problem-notice.tsx";

const AbsenceDialog = lazy(() => import("./absence-dialog.tsx"));
const TONES: Record<string, Tone> = { present: "amber", planned: "blue" };

/** Who is, was and will be away; while away the deputy answers. */
export function Absences({ rows, communityId }: { rows: AbsenceOut[]; communityId: string }) {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const [entering, setEntering] = useState(false);
  const columns = useColumns();
  return (
    <section aria-labelledby="absences" className={page.section}>
      <header>
        <h2 id="absences">{t("organisation.absences")}</h2>
        {holds(person, "people.own_absence") && (
          <div className={page.tools}>
            <Button icon="plus" onClick={() => setEntering(true)}>
              {t("organisation.enter")}
            </Button>
          </div>
        )}
      </header>
      <div className={page.sheet}>
        {rows.length === 0 && <EmptyState icon="people" title={t("organisation.nobody_away")} />}
        {rows.length > 0 && (
          <DataTable
            columns={columns}
            idOf={(row) => row.id}
            label={t("organisation.absences")}
            rows={rows}
          />
        )}
      </div>
      {entering && (
        <Suspense>
          <AbsenceDialog communityId={communityId} onClose={() => setEntering(false)} />
        </Suspense>
      )}
    </section>
  );
}

function useColumns(): DataColumn<AbsenceOut>[] {
  const { t } = useTranslation();
  const label = useLabels();
  const time = (at: string) => (
    <time className="figures" dateTime={at}>
      {fullTime(at)}
    </time>
  );
  return [
    { key: "who", title: t("organisation.who"), cell: (row) => row.staff.name },
    {
      key: "state",
      title: t("organisation.state"),
      cell: (row) => (
        <Tag tone={TONES[row.state] ?? "neutral"}>{label("absence_state", row.state)}</Tag>
      ),
    },
    {
      key: "why",
      title: t("organisation.why"),
      cell: (row) => row.reason_key && label("absence_reason", row.reason_key),
    },
    { key: "since", title: t("organisation.since"), cell: (row) => time(row.since) },
    {
      key: "until",
      title: t("organisation.until"),
      cell: (row) => (row.until ? time(row.until) : t("organisation.open_end")),
    },
    { key: "cancel", title: t("organisation.cancel"), cell: (row) => <Cancel row={row} /> },
  ];
}

function Cancel({ row }: { row: AbsenceOut }) {
  const { t } = useTranslation();
  const toast = useToast();
  const queries = useQueryClient();
  const { data: person } = useSuspenseQuery(me(api));
  const [key] = useState(randomKey);
  const cancel = useMutation({
    mutationFn: () => cancelAbsence(api, key, row.id),
    onSuccess: () => {
      toast.done(t("organisation.cancelled", { name: row.staff.name }));
      void queries.invalidateQueries({ queryKey: ["organisation"] });
    },
    onError: (error) => toast.trouble(problemText(error, t)),
  });
  const may = holds(person, "people.manage_absences") || row.staff.id === person.staff_id;
  if (!may || !["planned", "present"].includes(row.state)) return null;
  return (
    <Button
      aria-label={t("organisation.cancel_of", { name: row.staff.name })}
      busy={cancel.isPending}
      kind="quiet"
      onClick={() => cancel.mutate()}
    >
      {t("organisation.cancel")}
    </Button>
  );
}
