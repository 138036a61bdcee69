import { putYear } from "@shouwen/api/calendar.ts";
import { ApiProblem } from "@shouwen/api/problem.ts";
import type { CalendarYear, Festival } from "@shouwen/api/types.ts";
import { labels } from "@shouwen/i18n/rooms/calendar.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import page from "../../shell/page.module.css";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import styles from "./calendar.module.css";
import { draftOf, faultsByDay, type NamedDay, renamed, toggled, turned } from "./year-draft.ts";
import { YearMonths } from "./year-months.tsx";

const FESTIVALS = Object.keys(labels.festival) as Festival[];

function usePublish(year: CalendarYear, onDone: () => void) {
  const { t } = useTranslation();
  const toast = useToast();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ days, official }: { days: NamedDay[]; official: boolean }) =>
      putYear(api, year.year, year.version, { days, is_official: official }),
    onSuccess: (_, { official }) => {
      toast.done(t(official ? "calendar.published" : "calendar.saved", { year: year.year }));
      void queries.invalidateQueries({ queryKey: ["calendar"] });
      void queries.invalidateQueries({ queryKey: ["commitments"] });
      onDone();
    },
  });
}

/** The named days of a year, pressed in the months or changed in the list; refused days tell why. */
export function YearEditor({ year, onClose }: { year: CalendarYear; onClose: () => void }) {
  const { t } = useTranslation();
  const [days, setDays] = useState(() => draftOf(year));
  const [official, setOfficial] = useState(true);
  const publish = usePublish(year, onClose);
  const sent = publish.variables?.days ?? [];
  const faults =
    publish.error instanceof ApiProblem ? faultsByDay(publish.error.faults, sent) : new Map();
  return (
    <>
      {publish.error && <ProblemNotice error={publish.error} />}
      {(faults.get("") ?? []).map((message: string) => (
        <p className={styles.fault} key={message}>
          {message}
        </p>
      ))}
      <div className={page.bar}>
        <label className={page.tick}>
          <input
            checked={official}
            onChange={({ target }) => setOfficial(target.checked)}
            type="checkbox"
          />
          {t("calendar.is_official")}
        </label>
        <Button
          busy={publish.isPending}
          kind="primary"
          onClick={() => publish.mutate({ days, official })}
        >
          {t(official ? "calendar.publish" : "app.save")}
        </Button>
        <Button onClick={onClose}>{t("app.cancel")}</Button>
      </div>
      <p className={page.hint}>{t("calendar.edit_text")}</p>
      <div className={styles.edit}>
        <div>
          <YearMonths
            days={days}
            onPress={(on) => setDays(toggled(days, on, "special"))}
            year={year.year}
          />
        </div>
        <NamedDays days={days} faults={faults} onChange={setDays} />
      </div>
    </>
  );
}

function NamedDays(props: {
  days: NamedDay[];
  faults: Map<string, string[]>;
  onChange: (days: NamedDay[]) => void;
}) {
  const { t } = useTranslation();
  const label = useLabels();
  const { days, faults, onChange } = props;
  return (
    <ul aria-label={t("calendar.named")} className={`${page.sheet} ${styles.named}`}>
      {days.map(({ on, is_workday, festival }) => {
        const worked = t(is_workday ? "calendar.worked" : "calendar.day_off");
        return (
          <li key={on}>
            <span className="figures">{on}</span>
            <Button
              aria-label={`${on} ${worked}, ${t("calendar.turn")}`}
              onClick={() => onChange(turned(days, on))}
            >
              {worked}
            </Button>
            <select
              aria-label={`${on} ${t("calendar.festival")}`}
              onChange={({ target }) => onChange(renamed(days, on, target.value as Festival))}
              value={festival}
            >
              {FESTIVALS.map((one) => (
                <option key={one} value={one}>
                  {label("festival", one)}
                </option>
              ))}
            </select>
            <Button
              aria-label={`${on} ${t("calendar.remove")}`}
              icon="close"
              kind="quiet"
              onClick={() => onChange(toggled(days, on, festival))}
            />
            {(faults.get(on) ?? []).map((message) => (
              <p className={styles.fault} key={message}>
                {message}
              </p>
            ))}
          </li>
        );
      })}
    </ul>
  );
}
