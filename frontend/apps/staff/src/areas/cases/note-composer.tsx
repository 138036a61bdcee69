import { addNote } from "@shouwen/api/cases.ts";
import type { NoteIn } from "@shouwen/api/types.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Segmented } from "@shouwen/ui/segmented.tsx";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import styles from "./case-notes.module.css";
import { DraftOffer } from "./draft-offer.tsx";
import { useDraft } from "./use-draft.ts";

type Audience = NonNullable<NoteIn["audience"]>;

interface Values {
  text: string;
  audience: Audience;
}

const EMPTY: Values = { text: "", audience: "internal" };

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

  const write = useMutation({
    mutationFn: (note: Values) => addNote(api, draft.box.keyFor(note, note), caseId, note),
    onSuccess: () => {
      draft.forget();
      setValues(EMPTY);
      toast.done(t("cases.act.done_note"));
      void queries.invalidateQueries({ queryKey: ["cases", caseId] });
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
      <DraftOffer elsewhere={draft.elsewhere} onTake={change} />
      <textarea
        aria-label={t("cases.act.note")}
        maxLength={10_000}
        onChange={(event) => change({ text: event.target.value })}
        onKeyDown={onKeyDown}
        placeholder={t(`cases.act.note_hint_${values.audience}`)}
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
