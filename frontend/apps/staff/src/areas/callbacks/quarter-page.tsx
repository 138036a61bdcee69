import "@shouwen/i18n/rooms/callbacks.zh-CN.ts";
import { callbackQuarter } from "@shouwen/api/callbacks.ts";
import { ApiProblem } from "@shouwen/api/problem.ts";
import type { QuarterLine, QuarterOut } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { DataTable } from "@shouwen/ui/data-table.tsx";
import { Icon } from "@shouwen/ui/icon.tsx";
import { Skeleton } from "@shouwen/ui/skeleton.tsx";
import { useMediaQuery } from "@shouwen/ui/use-media-query.ts";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { useCommunity } from "../../shell/community.tsx";
import { ForbiddenPage } from "../../shell/not-found-page.tsx";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { Facts, Section } from "../../shell/section.tsx";
import callbacks from "./callbacks.module.css";
import styles from "./quarter.module.css";
import { type NameOf, QuarterBars } from "./quarter-bars.tsx";
import { Corrective, Filing } from "./quarter-filing.tsx";
import { type QuarterSearch, quartersUntil } from "./quarter-search.ts";

const LINES = 8;
const PHONE = "(max-width: 760px)";
const BACK = 8; // forms are kept for two years
const COUNTS = ["drawn", "in_window", "reached", "satisfied", "failed"] as const;
const COUNT_NAMES = {
  drawn: "callbacks.drawn_count",
  in_window: "callbacks.done_count",
  reached: "callbacks.reached_count",
  satisfied: "callbacks.satisfied_count",
  failed: "callbacks.failed_count",
} as const;

/** A quarter of callbacks looked back upon: what was due and done, what failed, what came up again. */
export function QuarterPage({ search }: { search: QuarterSearch }) {
  const { t } = useTranslation();
  const { id, all } = useCommunity();
  const navigate = useNavigate({ from: "/callbacks/quarter" });
  const quarters = quartersUntil(new Date(), BACK);
  const quarter = search.quarter ?? quarters[0] ?? "";
  const communityId = id ?? all[0]?.id ?? "";
  const found = useQuery(callbackQuarter(api, communityId, quarter));
  if (found.error instanceof ApiProblem && found.error.status === 403) return <ForbiddenPage />;
  return (
    <div className={`${page.page} ${callbacks.inset}`}>
      <Link className={callbacks.back} to="/callbacks">
        <Icon name="arrowLeft" />
        {t("callbacks.title")}
      </Link>
      <header className={page.head}>
        <PageTitle>{t("callbacks.quarter_title")}</PageTitle>
        <p>{all.find((one) => one.id === communityId)?.name}</p>
      </header>
      <div className={page.bar}>
        <label className={page.field}>
          {t("callbacks.quarter")}
          <select
            onChange={({ target }) => void navigate({ search: { quarter: target.value } })}
            value={quarter}
          >
            {[...new Set([quarter, ...quarters])].map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
      </div>
      {found.isPending && <Skeleton label={t("app.loading")} lines={LINES} />}
      {found.isError && <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && <Analysis shown={found.data} />}
    </div>
  );
}

function Analysis({ shown }: { shown: QuarterOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  const named: NameOf = ({ name }) => name ?? t("callbacks.nobody");
  const { total } = shown;
  return (
    <div className={styles.parts}>
      <Section title={t("callbacks.quarter_total")}>
        <Facts
          facts={[
            [t("callbacks.due_count"), String(shown.due)],
            ...COUNTS.map((name): [string, string] => [t(COUNT_NAMES[name]), String(total[name])]),
          ]}
        />
        {!shown.is_over && <p className={page.small}>{t("callbacks.quarter_running")}</p>}
      </Section>
      <Part
        lines={shown.by_kind}
        nameOf={({ key }) => label("callback_kind", key as "complaint")}
        title={t("callbacks.filter_kind")}
      />
      <Part lines={shown.by_zone} nameOf={named} title={t("callbacks.by_zone")} />
      <Part lines={shown.by_person} nameOf={named} title={t("callbacks.caller")} />
      <Again shown={shown} />
      <Corrective shown={shown} />
      <Forms shown={shown} />
    </div>
  );
}

function Part({ title, lines, nameOf }: { title: string; lines: QuarterLine[]; nameOf: NameOf }) {
  const { t } = useTranslation();
  if (lines.length === 0) return null;
  return (
    <Section title={title}>
      <QuarterBars lines={lines} nameOf={nameOf} />
      <Numbers>
        <DataTable
          columns={[
            { key: "name", title, cell: nameOf },
            ...COUNTS.map((name) => ({
              key: name,
              title: t(COUNT_NAMES[name]),
              align: "end" as const,
              cell: (line: QuarterLine) => line[name],
            })),
          ]}
          idOf={({ key }) => key ?? ""}
          label={title}
          rows={lines}
        />
      </Numbers>
    </Section>
  );
}

/** On a phone, where each line of a table is a card, the numbers are opened by whoever wants them. */
function Numbers({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  if (!useMediaQuery(PHONE)) return children;
  return (
    <details className={callbacks.denied}>
      <summary>{t("callbacks.numbers")}</summary>
      {children}
    </details>
  );
}

/** The same matter at the same home, so often that something has to be done about it. */
function Again({ shown }: { shown: QuarterOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  return (
    <Section title={t("callbacks.again")}>
      {shown.again.length === 0 && <p className={page.small}>{t("callbacks.again_none")}</p>}
      <ul className={styles.again}>
        {shown.again.map(({ kind, category, unit, times, cases }) => (
          <li key={`${kind}${category}${unit.id}${cases[0]?.id}`}>
            {unit.name} · {label("kind", kind)} · {label("category", category as "other")} ·{" "}
            {t("callbacks.again_times", { count: times })}
            <div className={page.row}>
              {cases.map(({ id, number }) => (
                <Link className={callbacks.link} key={id} params={{ id }} to="/cases/$id">
                  {number}
                </Link>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Forms({ shown }: { shown: QuarterOut }) {
  const { t } = useTranslation();
  const { pages, missing } = shown.forms;
  return (
    <Section title={t("callbacks.forms")}>
      <p>
        {t("callbacks.forms_text", { count: pages.length })}{" "}
        {pages.length > 0 && `${pages[0]} – ${pages.at(-1)}`}
      </p>
      {missing.length > 0 && (
        <p role="alert">{t("callbacks.forms_missing", { numbers: missing.join(" ") })}</p>
      )}
      <Filing shown={shown} />
    </Section>
  );
}
