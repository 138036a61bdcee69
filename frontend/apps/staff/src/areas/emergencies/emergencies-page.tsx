import "@shouwen/i18n/rooms/emergencies.zh-CN.ts";
import "@shouwen/i18n/rooms/help.zh-CN.ts";
import { holds, me } from "@shouwen/api/access.ts";
import {
  type CordonOut,
  cordonList,
  drillList,
  type PlanOut,
  planList,
} from "@shouwen/api/emergencies.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { type DataColumn, DataTable } from "@shouwen/ui/data-table.tsx";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { useOneCommunity } from "../../shell/one-community.tsx";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";
import { useNow } from "../../shell/use-now.ts";
import styles from "./emergencies.module.css";

const PlanDialog = lazy(() => import("./plan-dialog.tsx"));
const DrillDialog = lazy(() => import("./drill-dialog.tsx"));
const RemoveDialog = lazy(() => import("../../shell/remove-cordon-dialog.tsx"));

/** What stands ready for an emergency: the cordons that are set, the nine plans, and how they were drilled. */
export function EmergenciesPage() {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const community = useOneCommunity();
  const [drilling, setDrilling] = useState(false);
  if (!community) return null;
  return (
    <div className={page.page}>
      <header className={page.head}>
        <PageTitle>{t("emergencies.title")}</PageTitle>
        <p>{community.name}</p>
        {holds(person, "cases.record_drill") && (
          <div className={page.tools}>
            <Button icon="plus" kind="primary" onClick={() => setDrilling(true)}>
              {t("emergencies.record_drill")}
            </Button>
          </div>
        )}
      </header>
      {holds(person, "cases.trace") && <Cordons communityId={community.id} />}
      <Plans communityId={community.id} />
      <Drills communityId={community.id} />
      {drilling && (
        <Suspense>
          <DrillDialog communityId={community.id} onClose={() => setDrilling(false)} />
        </Suspense>
      )}
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={page.section}>
      <header>
        <h2 id={id}>{title}</h2>
      </header>
      {children}
    </section>
  );
}

function Cordons({ communityId }: { communityId: string }) {
  const { t } = useTranslation();
  const now = useNow();
  const [removing, setRemoving] = useState<CordonOut | null>(null);
  const { data } = useQuery(cordonList(api, { community_id: [communityId], open: true }));
  const columns: DataColumn<CordonOut>[] = [
    {
      key: "place",
      title: t("help.cordon_place"),
      cell: (row) => (
        <>
          <strong>{row.place}</strong> {row.sign}
        </>
      ),
    },
    {
      key: "case",
      title: t("emergencies.case"),
      cell: (row) => (
        <Link params={{ id: row.case.id }} to="/cases/$id">
          {row.case.number}
        </Link>
      ),
    },
    {
      key: "since",
      title: t("emergencies.since"),
      cell: (row) => `${fullTime(row.opened_at)} ${row.opened_by.name}`,
    },
    {
      key: "due",
      title: t("emergencies.until"),
      cell: (row) =>
        row.due_at && (
          <Tag tone={new Date(row.due_at) < now ? "red" : "neutral"}>{fullTime(row.due_at)}</Tag>
        ),
    },
    {
      key: "acts",
      title: t("cases.case.actions"),
      cell: (row) =>
        row.actions.some((act) => act.allowed) && (
          <Button kind="quiet" onClick={() => setRemoving(row)}>
            {t("help.remove_cordon")} <span className="aside">{row.place}</span>
          </Button>
        ),
    },
  ];
  return (
    <Section title={t("emergencies.cordons")}>
      <div className={page.sheet}>
        {data?.data.length === 0 && (
          <EmptyState icon="check" title={t("emergencies.no_cordons")}>
            {t("emergencies.no_cordons_text")}
          </EmptyState>
        )}
        {data && data.data.length > 0 && (
          <DataTable
            columns={columns}
            idOf={(row) => row.id}
            label={t("emergencies.cordons")}
            rows={data.data}
          />
        )}
      </div>
      {removing && (
        <Suspense>
          <RemoveDialog cordon={removing} onClose={() => setRemoving(null)} />
        </Suspense>
      )}
    </Section>
  );
}

function Plans({ communityId }: { communityId: string }) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState<PlanOut | null>(null);
  const { data } = useQuery(planList(api, communityId));
  return (
    <Section title={t("emergencies.plans")}>
      <ul className={styles.plans}>
        {data?.data.map((plan) => (
          <Plan key={plan.plan} onEdit={() => setEditing(plan)} plan={plan} />
        ))}
      </ul>
      {editing && (
        <Suspense>
          <PlanDialog onClose={() => setEditing(null)} plan={editing} />
        </Suspense>
      )}
    </Section>
  );
}

function Plan({ plan, onEdit }: { plan: PlanOut; onEdit: () => void }) {
  const { t } = useTranslation();
  const label = useLabels();
  const name = label("plan", plan.plan);
  return (
    <li>
      <details>
        <summary>
          <strong>{name}</strong>{" "}
          <Tag>
            {t(plan.version ? "help.plan_version" : "help.plan_of_house", { no: plan.version })}
          </Tag>
          <span className={page.small}>
            {plan.last_drill_at
              ? t("emergencies.last_drill", { time: fullTime(plan.last_drill_at) })
              : t("emergencies.never_drilled")}
            {plan.drill_due_at &&
              ` · ${t("emergencies.drill_due", { time: fullTime(plan.drill_due_at).slice(0, 10) })}`}
          </span>
        </summary>
        <ol>
          {plan.items.map((item) => (
            <li key={item.no}>{item.text}</li>
          ))}
        </ol>
        {plan.reason && <p className={page.small}>{plan.reason}</p>}
        {plan.may_edit && (
          <Button onClick={onEdit}>
            {t("emergencies.edit")} <span className="aside">{name}</span>
          </Button>
        )}
      </details>
    </li>
  );
}

function Drills({ communityId }: { communityId: string }) {
  const { t } = useTranslation();
  const label = useLabels();
  const { data } = useQuery(drillList(api, communityId));
  if (!data) return null;
  return (
    <Section title={t("emergencies.drills")}>
      <div className={page.sheet}>
        {data.data.length === 0 ? (
          <EmptyState icon="history" title={t("emergencies.no_drills")}>
            {t("emergencies.no_drills_text")}
          </EmptyState>
        ) : (
          <DataTable
            columns={[
              {
                key: "plan",
                title: t("emergencies.plan"),
                cell: (row) => <strong>{label("plan", row.plan)}</strong>,
              },
              { key: "at", title: t("emergencies.held"), cell: (row) => fullTime(row.held_at) },
              {
                key: "who",
                title: t("emergencies.who"),
                cell: (row) => row.participants.map((one) => one.name).join("、"),
              },
              { key: "found", title: t("emergencies.findings"), cell: (row) => row.findings },
            ]}
            idOf={(row) => row.id}
            label={t("emergencies.drills")}
            rows={data.data}
          />
        )}
      </div>
    </Section>
  );
}
