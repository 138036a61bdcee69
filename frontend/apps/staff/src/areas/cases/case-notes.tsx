import { caseNotes } from "@shouwen/api/cases.ts";
import type { CaseOut, NoteOut } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Skeleton } from "@shouwen/ui/skeleton.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import styles from "./case-notes.module.css";
import { NoteComposer, PENDING } from "./note-composer.tsx";
import { Nothing, Panel } from "./panel.tsx";

export function CaseNotes({ shown }: { shown: CaseOut }) {
  const { t } = useTranslation();
  const notes = useQuery(caseNotes(api, shown.id));
  const mayNote = shown.actions.some(({ action, allowed }) => action === "note" && allowed);
  return (
    <Panel title={t("cases.case.notes")}>
      {notes.isPending && <Skeleton label={t("app.loading")} lines={2} />}
      {notes.isError && <ProblemNotice error={notes.error} />}
      {notes.data?.data.length === 0 && <Nothing>{t("cases.case.no_notes")}</Nothing>}
      {notes.data && notes.data.data.length > 0 && (
        <ul className={styles.notes}>
          {notes.data.data.map((note) => (
            <Note key={note.id} note={note} />
          ))}
        </ul>
      )}
      {mayNote && <NoteComposer caseId={shown.id} />}
    </Panel>
  );
}

/** Whom a note is for must be seen before it is read: ground, edge and word say it together. */
function Note({ note }: { note: NoteOut }) {
  const label = useLabels();
  return (
    <li
      aria-busy={note.id === PENDING || undefined}
      className={styles.note}
      data-audience={note.audience}
    >
      <p className={styles.by}>
        <strong>{note.written_by.name}</strong>
        {note.act && <Tag>{label("action", note.act)}</Tag>}
        <Tag tone={note.audience === "resident" ? "teal" : "amber"}>
          {label("audience", note.audience)}
        </Tag>
        <time className="figures" dateTime={note.at}>
          {fullTime(note.at)}
        </time>
      </p>
      <p className={styles.text}>{note.text}</p>
    </li>
  );
}
