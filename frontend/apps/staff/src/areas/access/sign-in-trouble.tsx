import { ApiProblem } from "@shouwen/api/problem.ts";
import type { TFunction } from "i18next";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "../../shell/doorway.module.css";
import { ProblemNotice } from "../../shell/problem-notice.tsx";

/** Counts down from `seconds`; starts anew with each `error`. */
function useSecondsLeft(seconds: number, error: unknown): number {
  const [left, setLeft] = useState(seconds);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new refusal restarts the count even with the same number.
  useEffect(() => {
    setLeft(seconds);
    const timer = setInterval(() => setLeft((now) => Math.max(0, now - 1)), 1000);
    return () => clearInterval(timer);
  }, [seconds, error]);
  return left;
}

/** Why one is not in: wrong, locked for a while, or something else; or that the session had ended. */
export function SignInTrouble({ error, ended }: { error: Error | null; ended: boolean }) {
  const { t } = useTranslation();
  const problem = error instanceof ApiProblem ? error : null;
  const left = useSecondsLeft(
    problem?.status === 429 ? (problem.retryAfterSeconds ?? 0) : 0,
    error,
  );

  if (ended) return <p className={styles.news}>{t("access.ended")}</p>;
  if (!error) return null;
  if (problem?.status === 401) return <Refusal text={t("access.wrong")} />;
  if (problem?.status === 429 && left > 0) {
    return <Refusal text={t("access.locked", { wait: waitText(t, left) })} />;
  }
  return problem?.status === 429 ? null : <ProblemNotice error={error} />;
}

function waitText(t: TFunction, left: number): string {
  const [minutes, seconds] = [Math.floor(left / 60), left % 60];
  return minutes > 0
    ? t("access.wait_minutes", { minutes, seconds })
    : t("access.wait_seconds", { seconds });
}

function Refusal({ text }: { text: string }) {
  return (
    <p className={styles.refusal} role="alert">
      {text}
    </p>
  );
}
