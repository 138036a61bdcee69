import "@shouwen/i18n/rooms/events.zh-CN.ts";
import { caseJournal } from "@shouwen/api/cases.ts";
import type { CaseOut, JournalEntry } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Segmented } from "@shouwen/ui/segmented.tsx";
import { Skeleton } from "@shouwen/ui/skeleton.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import styles from "./case-journal.module.css";
import page from "./case-page.module.css";
import { Nothing, Panel } from "./panel.tsx";

// Other events have steps as well: those of a promise's clock are no step of help.
const HELP = "cases.help_stamped";
const KINDS = {
  all: () => true,
  people: ({ actor }: JournalEntry) => actor.type !== "system",
  system: ({ actor }: JournalEntry) => actor.type === "system",
  resident: ({ to_resident }: JournalEntry) => to_resident,
};
type Kind = keyof typeof KINDS;

/** What happened, as the journal has it; nobody can edit it. */
export function CaseJournal({ shown }: { shown: CaseOut }) {
  const { t } = useTranslation();
  const journal = useQuery(caseJournal(api, shown.id));
  const [kind, setKind] = useState<Kind>("all");
  const entries = journal.data?.data.filter(KINDS[kind]);
  return (
    <Panel title={t("cases.case.journal")}>
      <Segmented<Kind>
        label={t("cases.entries.filter")}
        onChange={setKind}
        segments={(Object.keys(KINDS) as Kind[]).map((value) => ({
          value,
          label: t(`cases.entries.${value}`),
        }))}
        value={kind}
      />
      {journal.isPending && <Skeleton label={t("app.loading")} lines={4} />}
      {journal.isError && <ProblemNotice error={journal.error} />}
      {entries?.length === 0 && <Nothing>{t("cases.entries.none")}</Nothing>}
      {entries && (
        <ol className={styles.journal}>
          {entries.map((entry, at, all) => (
            <Entry entry={entry} key={entry.id} newDay={dayOf(all[at - 1]) !== dayOf(entry)} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

function dayOf(entry: JournalEntry | undefined): string {
  return entry ? fullTime(entry.at).slice(0, 10) : "";
}

function PromiseWords({ promise }: { promise: NonNullable<JournalEntry["promise"]> }) {
  const { t } = useTranslation();
  const due = promise.due_at;
  return (
    <>
      {" · "}
      {promise.title}
      {due && t("messages.due", { time: fullTime(due) })}
    </>
  );
}

/** One thing that happened. */
export function Entry({ entry, newDay }: { entry: JournalEntry; newDay: boolean }) {
  const { t } = useTranslation();
  const label = useLabels();
  const who = entry.actor.type === "system" ? t("cases.case.system") : entry.actor.name;
  return (
    <li>
      <time className="figures" dateTime={entry.at}>
        {newDay && <span>{dayOf(entry)} </span>}
        {fullTime(entry.at).slice(11)}
      </time>
      <div>
        <span className={styles.actor}>{who}</span>{" "}
        {entry.on_behalf_of && t("cases.case.on_behalf_of", { name: entry.on_behalf_of.name })}{" "}
        {label("event", entry.event)}
        {entry.event === HELP && ` · ${label("help_step", String(entry.detail.step))}`}
        {entry.promise && <PromiseWords promise={entry.promise} />}
        {entry.note && <p className={page.said}>{entry.note}</p>}
      </div>
    </li>
  );
}
