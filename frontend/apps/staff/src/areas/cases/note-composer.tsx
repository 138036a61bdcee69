import { me } from "@shouwen/api/access.ts";
import { addNote, caseNotes } from "@shouwen/api/cases.ts";
import type { NoteIn } from "@shouwen/api/types.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { useHotkey } from "@shouwen/ui/hotkeys.tsx";
import { Keycaps } from "@shouwen/ui/keycaps.tsx";
import { Segmented } from "@shouwen/ui/segmented.tsx";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { DraftOffer } from "../../shell/drafts/draft-offer.tsx";
import { DraftRestored } from "../../shell/drafts/draft-restored.tsx";
import { useDraft } from "../../shell/drafts/use-draft.ts";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import styles from "./case-notes.module.css";

type Audience = NonNullable<NoteIn["audience"]>;

interface Values {
  text: string;
  audience: Audience;
}

const OTHER_AUDIENCE = "Alt+8";
const EMPTY: Values = { text: "", audience: "internal" };

/** What a note is called that the server has not answered yet. */
export const PENDING = "pending";

/** Writes a note. It begins as internal: what residents see is always a choice made. */
export function NoteComposer({ caseId }: { caseId: string }) {
  const { t } = useTranslation();
  const toast = useToast();
  const queries = useQueryClient();
  const draft = useDraft<Values>(`note.${caseId}`);
  const [values, setValues] = useState(draft.found?.value ?? EMPTY);
  const change = (part: Partial<Values>) => {
    const next = { ...values, ...part };
    setValues(next);
    draft.keep(next);
  };

  const show = useShownAtOnce(caseId);
  const write = useMutation({
    mutationFn: (note: Values) => addNote(api, draft.box.keyFor(note, note), caseId, note),
    onMutate: (note) => {
      setValues(EMPTY);
      return show(note);
    },
    onSuccess: () => {
      draft.forget();
      toast.done(t("cases.act.done_note"));
      void queries.invalidateQueries({ queryKey: ["cases", caseId] });
    },
    onError: (_error, note, takeBack) => {
      takeBack?.();
      setValues(note);
    },
  });
  const submit = () => {
    if (values.text.trim() && !write.isPending) write.mutate(values);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    submit();
  };

  const field = useRef<HTMLTextAreaElement>(null);
  useHotkey("n", t("cases.act.note_key"), () => field.current?.focus());
  useHotkey(OTHER_AUDIENCE, t("cases.act.audience_key"), () =>
    change({ audience: values.audience === "internal" ? "resident" : "internal" }),
  );

  return (
    <form
      className={styles.composer}
      data-audience={values.audience}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {write.error && <ProblemNotice error={write.error} />}
      <DraftRestored
        at={draft.restoredAt}
        onStartOver={() => {
          draft.forget();
          setValues(EMPTY);
        }}
      />
      <DraftOffer elsewhere={draft.elsewhere} onTake={change} />
      <textarea
        aria-label={t("cases.act.note")}
        maxLength={10_000}
        onChange={(event) => change({ text: event.target.value })}
        onKeyDown={onKeyDown}
        placeholder={t(`cases.act.note_hint_${values.audience}`)}
        ref={field}
        rows={2}
        value={values.text}
      />
      <div className={styles.tools}>
        <Segmented<Audience>
          label={t("cases.act.audience")}
          onChange={(audience) => change({ audience })}
          segments={[
            { value: "internal", label: t("cases.act.audience_internal") },
            { value: "resident", label: t("cases.act.audience_resident") },
          ]}
          value={values.audience}
        />
        <Keycaps keys={OTHER_AUDIENCE} />
        <Button
          aria-disabled={!values.text.trim()}
          busy={write.isPending}
          kind="primary"
          type="submit"
        >
          {t("cases.act.add_note")}
        </Button>
      </div>
    </form>
  );
}

/** Puts a note among the others before the server has it. The answer takes it back: refused, it never was. */
function useShownAtOnce(caseId: string) {
  const queries = useQueryClient();
  const { data: person } = useSuspenseQuery(me(api));
  const { queryKey } = caseNotes(api, caseId);
  return async ({ text, audience }: Values) => {
    await queries.cancelQueries({ queryKey });
    const before = queries.getQueryData(queryKey);
    const { id, name } = person.person;
    const at = new Date().toISOString();
    const written_by = { id, name, type: "staff" as const };
    const note = { id: PENDING, text, audience, act: null, written_by, at, recorded_at: at };
    queries.setQueryData(queryKey, (now) => now && { ...now, data: [...now.data, note] });
    return () => queries.setQueryData(queryKey, before);
  };
}
