import type { BulkResult, CaseRow } from "@shouwen/api/types.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { useTranslation } from "react-i18next";
import styles from "./case-list.module.css";

/** How many went through, and why the others did not. */
export interface Outcome {
  done: number;
  failed: { number: string; why: string }[];
}

export function outcomeOf(chosen: CaseRow[], results: BulkResult[]): Outcome {
  const numbers = new Map(chosen.map((row) => [row.id, row.number]));
  const failed = results.filter(({ status }) => status !== 200);
  return {
    done: results.length - failed.length,
    failed: failed.map(({ id, problem }) => ({
      number: numbers.get(id) ?? "",
      why: problem?.detail ?? problem?.title ?? "",
    })),
  };
}

export function BulkOutcome({ outcome, onClose }: { outcome: Outcome; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={styles.results} role="status">
      <span>
        {t("cases.list.bulk_done", { count: outcome.done })}
        {outcome.failed.length > 0 &&
          ` · ${t("cases.list.bulk_failed", { count: outcome.failed.length })}`}
        <Button icon="close" kind="quiet" onClick={onClose}>
          {t("app.close")}
        </Button>
      </span>
      {outcome.failed.length > 0 && (
        <ul>
          {outcome.failed.map(({ number, why }) => (
            <li key={number}>
              <span className={styles.number}>{number}</span> {why}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
