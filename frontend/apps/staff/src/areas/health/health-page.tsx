import "@shouwen/i18n/rooms/health.zh-CN.ts";
import { systemHealth } from "@shouwen/api/system.ts";
import type { HealthOut } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { type DataColumn, DataTable } from "@shouwen/ui/data-table.tsx";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useQuery } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { LoadedPage } from "../../shell/loaded.tsx";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";
import { spanText } from "../../shell/span-text.ts";
import {
  ageAt,
  BOOKS_OLD_MS,
  DISK_LOW_GB,
  gigabytes,
  JOBS_LATE_MS,
  type Sign,
  type Verdict,
  verdicts,
} from "./signs.ts";

const REFRESH_MS = 15_000;
const TONES = { ok: "green", look: "red", unknown: "neutral" } as const;

/** What waits too long, what is not covered, what is not kept: for whoever answers for the system. */
export function HealthPage() {
  const health = useQuery({ ...systemHealth(api), refetchInterval: REFRESH_MS });
  return (
    <div className={page.page}>
      <LoadedPage query={health}>{(data) => <Shown health={data} />}</LoadedPage>
    </div>
  );
}

interface Row {
  sign: Sign;
  verdict: Verdict;
  value: string;
  means: string;
}

function useRows(health: HealthOut): Row[] {
  const { t } = useTranslation();
  const said = verdicts(health);
  const span = (ms: number) => spanText(t, 0, ms);
  const { jobs, clock, journal, calendar, backup, disk_free_bytes: free } = health;
  const [waits, late, old] = [jobs.oldest_due_at, clock.oldest_step_due_at, backup.last_at].map(
    (at) => ageAt(health, at),
  );
  const words: Record<Sign, [string, string]> = {
    jobs: [
      waits === undefined
        ? t("health.jobs_none")
        : t("health.jobs_value", { count: jobs.due, span: span(waits), name: jobs.oldest ?? "" }),
      t("health.jobs_text", { span: span(JOBS_LATE_MS) }),
    ],
    given_up: [t("health.given_up_value", { count: jobs.given_up }), t("health.given_up_text")],
    clock: [
      late === undefined ? t("health.clock_none") : t("health.clock_value", { span: span(late) }),
      t("health.clock_text"),
    ],
    journal: [
      journal.unsealed === 0
        ? t("health.journal_none")
        : t("health.journal_value", { count: journal.unsealed }),
      t("health.journal_text"),
    ],
    calendar: [
      calendar.official_through === null
        ? t("health.calendar_none")
        : t("health.calendar_value", { year: calendar.official_through }),
      t("health.calendar_text"),
    ],
    books: [booksText(health, t), t("health.books_text", { span: span(BOOKS_OLD_MS) })],
    backup: [
      old === undefined || backup.last_at === null
        ? t("health.backup_none")
        : t("health.backup_value", { span: span(old), time: fullTime(backup.last_at) }),
      t("health.backup_text"),
    ],
    disk: [
      free === null ? t("health.unknown") : t("health.disk_value", { size: gigabytes(free) }),
      t("health.disk_text", { size: DISK_LOW_GB }),
    ],
  };
  return (Object.keys(words) as Sign[]).map((sign) => {
    const [value, means] = words[sign];
    return { sign, verdict: said[sign], value, means };
  });
}

function booksText({ books }: HealthOut, t: TFunction): string {
  if (books.unsound_since !== null)
    return t("health.books_unsound", {
      count: books.unsound,
      time: fullTime(books.unsound_since),
    });
  if (books.oldest_check_at === null) return t("health.books_none");
  return t("health.books_value", { time: fullTime(books.oldest_check_at) });
}

function Shown({ health }: { health: HealthOut }) {
  const { t } = useTranslation();
  const rows = useRows(health);
  const troubles = rows.filter(({ verdict }) => verdict === "look").length;
  const columns: DataColumn<Row>[] = [
    { key: "item", title: t("health.item"), cell: ({ sign }) => t(`health.${sign}`) },
    {
      key: "state",
      title: t("health.state"),
      cell: ({ verdict }) => <Tag tone={TONES[verdict]}>{t(`health.${verdict}`)}</Tag>,
    },
    { key: "value", title: t("health.value"), cell: ({ value }) => value },
    {
      key: "means",
      title: t("health.means"),
      cell: ({ means }) => <span className={page.soft}>{means}</span>,
    },
  ];
  return (
    <>
      <header className={page.head}>
        <PageTitle>{t("health.title")}</PageTitle>
        <p role="status">
          {troubles === 0 ? t("health.good") : t("health.troubles", { count: troubles })}
        </p>
      </header>
      <p className={page.hint}>
        {t("health.at", { time: fullTime(health.at), version: health.version })}
      </p>
      <section aria-label={t("health.title")} className={page.sheet}>
        <DataTable
          columns={columns}
          idOf={({ sign }) => sign}
          label={t("health.title")}
          rows={rows}
        />
      </section>
      <Schedules health={health} />
    </>
  );
}

function Schedules({ health }: { health: HealthOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  const columns: DataColumn<HealthOut["schedules"][number]>[] = [
    {
      key: "name",
      title: t("health.schedule"),
      cell: ({ name }) => (
        <>
          {label("schedule", name)} <span className={page.soft}>{name}</span>
        </>
      ),
    },
    {
      key: "last",
      title: t("health.last"),
      cell: ({ last_done_at: at }) => (at ? fullTime(at) : t("health.never")),
    },
    {
      key: "waiting",
      title: t("health.waiting"),
      cell: ({ waiting_since: at }) =>
        at && <Tag tone="amber">{spanText(t, at, new Date(health.at))}</Tag>,
    },
  ];
  return (
    <section aria-labelledby="schedules" className={page.section}>
      <header>
        <h2 id="schedules">{t("health.schedules")}</h2>
      </header>
      <div className={page.sheet}>
        {health.schedules.length === 0 && (
          <EmptyState icon="clock" title={t("health.no_schedules")}>
            {t("health.jobs_text", { span: spanText(t, 0, JOBS_LATE_MS) })}
          </EmptyState>
        )}
        {health.schedules.length > 0 && (
          <DataTable
            columns={columns}
            idOf={({ name }) => name}
            label={t("health.schedules")}
            rows={health.schedules}
          />
        )}
      </div>
    </section>
  );
}
