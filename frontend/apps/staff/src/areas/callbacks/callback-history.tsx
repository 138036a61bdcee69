import "@shouwen/i18n/rooms/callbacks.zh-CN.ts";
import { suggestFromCallback } from "@shouwen/api/callbacks.ts";
import { fileUrl } from "@shouwen/api/files.ts";
import type { CallbackOut } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import page from "../../shell/page.module.css";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { Facts, Section } from "../../shell/section.tsx";
import { QUESTIONS } from "./answer-values.ts";
import styles from "./callbacks.module.css";
import { useSay } from "./use-say.ts";

type Answer = CallbackOut["answers"][number];

/** The calls made, the latest first. */
export function Attempts({ shown }: { shown: CallbackOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  const latestFirst = [...shown.attempts].reverse();
  return (
    <Section title={t("callbacks.attempts")}>
      {latestFirst.length === 0 && <p className={page.small}>{t("callbacks.no_attempts")}</p>}
      <ol className={styles.attempts}>
        {latestFirst.map(({ outcome, at, by, next_at }) => (
          <li key={`${at}${outcome}`}>
            <time className="figures" dateTime={at}>
              {fullTime(at)}
            </time>{" "}
            {by.name} {label("attempt_outcome", outcome)}
            {next_at && ` ${t("callbacks.appointed_for", { time: fullTime(next_at) })}`}
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** What was said each time, and what was thought of it; nothing is overwritten. */
export function Answers({ shown }: { shown: CallbackOut }) {
  const { t } = useTranslation();
  if (shown.answers.length === 0) return null;
  return (
    <Section title={t("callbacks.answers")}>
      {shown.answers.map((answer) => (
        <article
          aria-label={t("callbacks.answer_no", { no: answer.no })}
          className={styles.record}
          key={answer.no}
        >
          <p className={page.row}>
            <strong>{t("callbacks.answer_no", { no: answer.no })}</strong>
            <Verdict answer={answer} />
            <span className={page.small}>
              {answer.by.name} {fullTime(answer.at)}
            </span>
          </p>
          <Grades answer={answer} />
          <Said answer={answer} shown={shown} />
        </article>
      ))}
    </Section>
  );
}

function Verdict({ answer }: { answer: Answer }) {
  const { t } = useTranslation();
  if (answer.passed === null) return <Tag tone="violet">{t("callbacks.not_reviewed")}</Tag>;
  return answer.passed ? (
    <Tag tone="green">{t("callbacks.passed")}</Tag>
  ) : (
    <Tag tone="red">{t("callbacks.not_passed")}</Tag>
  );
}

function Grades({ answer }: { answer: Answer }) {
  const { t } = useTranslation();
  const label = useLabels();
  return (
    <Facts
      facts={[
        ...QUESTIONS.map((question): [string, string] => [
          t(`callbacks.ask_${question}`),
          label("grade", answer[question]),
        ]),
        [
          t("callbacks.ask_charge"),
          t(answer.irregular_charge ? "callbacks.charge_yes" : "callbacks.charge_no"),
        ],
        [t("callbacks.method"), label("callback_method", answer.method)],
      ]}
    />
  );
}

function Said({ answer, shown }: { answer: Answer; shown: CallbackOut }) {
  const { t } = useTranslation();
  const file = answer.signature_file_id;
  return (
    <>
      <Facts
        facts={[
          [t("callbacks.shortcomings"), answer.shortcomings],
          [
            t("callbacks.suggestion"),
            answer.suggestion && (
              <span className={page.row}>
                {answer.suggestion}
                <AsSuggestion answer={answer} shown={shown} />
              </span>
            ),
          ],
        ]}
      />
      {answer.comment && answer.reviewed_by && answer.reviewed_at && (
        <p>
          {t("callbacks.reviewed_with", { name: answer.reviewed_by.name, words: answer.comment })}{" "}
          <time className={page.small} dateTime={answer.reviewed_at}>
            {fullTime(answer.reviewed_at)}
          </time>
        </p>
      )}
      {file && <img alt={t("callbacks.signature")} className={styles.signed} src={fileUrl(file)} />}
    </>
  );
}

/** What was suggested becomes a case of its own by one click, once. */
function AsSuggestion({ shown, answer }: { shown: CallbackOut; answer: Answer }) {
  const { t } = useTranslation();
  const suggest = useSay<{ no: number }>(
    (given, key) => suggestFromCallback(api, key, shown.id, given),
    () => t("callbacks.suggested"),
  );
  if (answer.suggestion_case_id)
    return (
      <Link className={styles.link} params={{ id: answer.suggestion_case_id }} to="/cases/$id">
        {t("callbacks.suggestion_open")}
      </Link>
    );
  if (!shown.actions.some(({ action, allowed }) => action === "suggest" && allowed)) return null;
  return (
    <>
      <Button busy={suggest.isPending} onClick={() => suggest.mutate({ no: answer.no })}>
        {t("callbacks.as_suggestion")}
      </Button>
      {suggest.isError && <ProblemNotice error={suggest.error} />}
    </>
  );
}
