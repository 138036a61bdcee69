import "@shouwen/i18n/rooms/field.zh-CN.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { DraftOffer } from "../../shell/drafts/draft-offer.tsx";
import { DraftRestored } from "../../shell/drafts/draft-restored.tsx";
import { useDraft } from "../../shell/drafts/use-draft.ts";
import styles from "./field.module.css";

const MOST = 10_000;

export interface Finish {
  result: string;
  preventive_measure?: string;
}

interface Props {
  caseId: string;
  asksMeasure: boolean;
  onFinish: (said: Finish) => void;
}

const EMPTY: Finish = { result: "" };

/** What was done, in words: a draft while it is written, the same as on the case's own page; then kept with the act. */
export function FinishField(props: Props) {
  const { t } = useTranslation();
  const draft = useDraft<Finish>(`finish.${props.caseId}`);
  const [{ result, preventive_measure: measure = "" }, setSaid] = useState(
    draft.found?.value ?? EMPTY,
  );
  const change = (part: Partial<Finish>) => {
    const next = { result, preventive_measure: measure, ...part };
    setSaid(next);
    draft.keep(next);
  };
  const told = result.trim();
  // Opened by a press, to be written in.
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      className={styles.finish}
      onSubmit={(event) => {
        event.preventDefault();
        const more = measure.trim() ? { preventive_measure: measure.trim() } : {};
        if (!told) return;
        draft.forget();
        props.onFinish({ result: told, ...more });
      }}
    >
      <DraftRestored
        at={draft.restoredAt}
        onStartOver={() => {
          draft.forget();
          setSaid(EMPTY);
        }}
      />
      <DraftOffer elsewhere={draft.elsewhere} onTake={change} />
      <label>
        {t("cases.act.result")}
        <textarea
          maxLength={MOST}
          onChange={({ target }) => change({ result: target.value })}
          ref={field}
          rows={3}
          value={result}
        />
      </label>
      {props.asksMeasure && (
        <label>
          {t("cases.act.preventive_measure")}
          <textarea
            maxLength={MOST}
            onChange={({ target }) => change({ preventive_measure: target.value })}
            rows={2}
            value={measure}
          />
        </label>
      )}
      <Button aria-disabled={!told} kind="primary" type="submit">
        {t("field.finish")}
      </Button>
    </form>
  );
}
