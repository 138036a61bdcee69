import { Button } from "@shouwen/ui/button.tsx";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./field.module.css";

const MOST = 10_000;

export interface Finish {
  result: string;
  preventive_measure?: string;
}

/** What was done, in words. It is kept with the act, so that no network loses it. */
export function FinishField(props: { asksMeasure: boolean; onFinish: (said: Finish) => void }) {
  const { t } = useTranslation();
  const [result, setResult] = useState("");
  const [measure, setMeasure] = useState("");
  const told = result.trim();
  return (
    <form
      className={styles.finish}
      onSubmit={(event) => {
        event.preventDefault();
        const more = measure.trim() ? { preventive_measure: measure.trim() } : {};
        if (told) props.onFinish({ result: told, ...more });
      }}
    >
      <label>
        {t("cases.act.result")}
        <textarea
          maxLength={MOST}
          onChange={({ target }) => setResult(target.value)}
          rows={3}
          value={result}
        />
      </label>
      {props.asksMeasure && (
        <label>
          {t("cases.act.preventive_measure")}
          <textarea
            maxLength={MOST}
            onChange={({ target }) => setMeasure(target.value)}
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
