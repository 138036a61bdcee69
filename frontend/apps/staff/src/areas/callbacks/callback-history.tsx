import { fileUrl } from "@shouwen/api/files.ts";
import type { CallbackOut } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import page from "../../shell/page.module.css";
import { tellingOf } from "../../shell/telling.ts";
import { QUESTIONS } from "./answer-values.ts";
import styles from "./callbacks.module.css";
import { Facts, Section } from "./section.tsx";

type Answer = CallbackOut["answers"][number];
const TITLE_LENGTH = 40;

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
                <AsSuggestion shown={shown} suggestion={answer.suggestion} />
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

/** What was suggested becomes a matter of its own: the form to record one, filled in. */
function AsSuggestion({ shown, suggestion }: { shown: CallbackOut; suggestion: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const told = {
    kind: "suggestion" as const,
    communityId: shown.community_id,
    channel: "callback" as const,
    title: suggestion.slice(0, TITLE_LENGTH),
    detail: t("callbacks.suggestion_from", {
      suggestion,
      number: shown.number,
      case: shown.case.number,
    }),
  };
  return (
    <Button onClick={() => void navigate({ to: "/cases/new", state: tellingOf(told) })}>
      {t("callbacks.as_suggestion")}
    </Button>
  );
}
