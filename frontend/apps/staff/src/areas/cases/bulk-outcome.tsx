import type { BulkResult, CaseRow } from "@shouwen/api/types.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { useTranslation } from "react-i18next";
import styles from "./case-list.module.css";

/** How many went through, and why the others did not. */
export interface Outcome {
  done: number;
  failed: { number: string; why: string }[];
  /** What was done and can be taken back as if nothing had been. */
  takeBack: Done[];
}

export interface Done {
  id: string;
  version: number;
  number: string;
}

type Chosen = Pick<CaseRow, "id" | "number">;

export function outcomeOf(chosen: Chosen[], results: BulkResult[], undoable = false): Outcome {
  const numbers = new Map(chosen.map((row) => [row.id, row.number]));
  const numberOf = (id: string) => numbers.get(id) ?? "";
  const failed = results.filter(({ status }) => status !== 200);
  return {
    done: results.length - failed.length,
    failed: failed.map(({ id, problem }) => ({
      number: numberOf(id),
      why: problem?.detail ?? problem?.title ?? "",
    })),
    takeBack: results.flatMap(({ id, version }) =>
      undoable && version ? [{ id, version, number: numberOf(id) }] : [],
    ),
  };
}

interface Props {
  outcome: Outcome;
  onTakeBack: () => void;
  busy: boolean;
  onClose: () => void;
}

export function BulkOutcome({ outcome, onTakeBack, busy, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles.results} role="status">
      <span>
        {t("cases.list.bulk_done", { count: outcome.done })}
        {outcome.failed.length > 0 &&
          ` · ${t("cases.list.bulk_failed", { count: outcome.failed.length })}`}
        {outcome.takeBack.length > 0 && (
          <Button busy={busy} kind="quiet" onClick={onTakeBack}>
            {t("app.undo")}
          </Button>
        )}
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
