import "@shouwen/i18n/rooms/calendar.zh-CN.ts";
import { holdsEverywhere, me } from "@shouwen/api/access.ts";
import { calendarYear, calendarYears } from "@shouwen/api/calendar.ts";
import { ApiProblem } from "@shouwen/api/problem.ts";
import type { CalendarYear, CalendarYearRow } from "@shouwen/api/types.ts";
import { fullTime, localDate } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Icon } from "@shouwen/ui/icon.tsx";
import { Skeleton } from "@shouwen/ui/skeleton.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { ForbiddenPage } from "../../shell/not-found-page.tsx";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { useNow } from "../../shell/use-now.ts";
import { draftOf } from "./year-draft.ts";
import { YearEditor } from "./year-editor.tsx";
import { YearMonths } from "./year-months.tsx";

const LINES = 10;

/** Which days are worked: what `3 个工作日` is counted by. */
export function CalendarPage({ asked }: { asked: number | undefined }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: "/calendar" });
  const years = useQuery(calendarYears(api));
  const today = localDate(useNow());
  const year = asked ?? Number(today.slice(0, 4));
  if (years.error instanceof ApiProblem && years.error.status === 403) return <ForbiddenPage />;
  return (
    <div className={page.page}>
      <header className={page.head}>
        <PageTitle>{t("calendar.title")}</PageTitle>
      </header>
      {years.data?.coverage.alarm && (
        <p className={page.alarm} role="status">
          <Icon name="alert" />
          {t("calendar.alarm")}
        </p>
      )}
      <div className={page.bar}>
        <label className={page.field}>
          {t("calendar.year")}
          <select
            onChange={({ target }) => void navigate({ search: { year: Number(target.value) } })}
            value={year}
          >
            {(years.data?.data ?? []).map((one) => (
              <YearOption key={one.year} row={one} />
            ))}
          </select>
        </label>
      </div>
      <Year key={year} year={year} />
    </div>
  );
}

function YearOption({ row }: { row: CalendarYearRow }) {
  const label = useLabels();
  return (
    <option value={row.year}>
      {row.year} · {label("year_status", row.status)}
    </option>
  );
}

function Year({ year }: { year: number }) {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const [editing, setEditing] = useState(false);
  const found = useQuery(calendarYear(api, year));
  if (found.isPending) return <Skeleton label={t("app.loading")} lines={LINES} />;
  if (found.isError) return <ProblemNotice error={found.error} />;
  if (editing) return <YearEditor onClose={() => setEditing(false)} year={found.data} />;
  return (
    <>
      <YearStatusLine year={found.data}>
        {holdsEverywhere(person, "worktime.manage") && (
          <Button kind="primary" onClick={() => setEditing(true)}>
            {t(found.data.status === "official" ? "calendar.edit" : "calendar.publish")}
          </Button>
        )}
      </YearStatusLine>
      <YearMonths days={draftOf(found.data)} year={year} />
    </>
  );
}

function YearStatusLine({ year, children }: { year: CalendarYear; children: React.ReactNode }) {
  const { t } = useTranslation();
  const label = useLabels();
  return (
    <div className={`${page.head} ${page.section}`}>
      <p className={page.row}>
        <Tag tone={year.status === "official" ? "green" : "amber"}>
          <Icon name={year.status === "official" ? "check" : "alert"} size={13} />
          {label("year_status", year.status)}
        </Tag>
        {t("calendar.counts", {
          workdays: year.workdays,
          holidays: year.holidays,
          makeup: year.makeup_days,
        })}
        {year.published_at && (
          <span className={page.small}>
            {t("calendar.published_at", { time: fullTime(year.published_at) })}
          </span>
        )}
      </p>
      {year.status === "provisional" && <p>{t("calendar.provisional_text")}</p>}
      <div>{children}</div>
    </div>
  );
}
