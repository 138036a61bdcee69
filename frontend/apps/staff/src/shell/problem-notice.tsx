import { ApiProblem, Unreachable } from "@shouwen/api/problem.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Icon } from "@shouwen/ui/icon.tsx";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import styles from "./problem-notice.module.css";

/** The sentence to show for any error. The server's own words win: they are in the reader's language. */
export function problemText(error: unknown, t: TFunction): string {
  if (error instanceof Unreachable) return t("error.unreachable");
  if (error instanceof Error) return error.message;
  return t("error.title");
}

const FILLED_WRONGLY = 422;

/**
 * What went wrong, with the number support can find it by, and a way on. What was only filled in wrongly
 * needs no support: there the number would be noise.
 */
export function ProblemNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const requestId =
    error instanceof ApiProblem && error.status !== FILLED_WRONGLY ? error.requestId : undefined;
  return (
    <div className={styles.notice} role="alert">
      <Icon name="alert" size={18} />
      <div className={styles.words}>
        <p>{problemText(error, t)}</p>
        {requestId && (
          <p className={styles.request}>
            {t("error.request")} <code>{requestId}</code>
          </p>
        )}
      </div>
      {onRetry && <Button onClick={onRetry}>{t("app.retry")}</Button>}
    </div>
  );
}
