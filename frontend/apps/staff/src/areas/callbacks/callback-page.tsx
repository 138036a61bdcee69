import "@shouwen/i18n/rooms/callbacks.zh-CN.ts";
import { holds, me } from "@shouwen/api/access.ts";
import { callbackById, callbackPaperUrl } from "@shouwen/api/callbacks.ts";
import { caseById } from "@shouwen/api/cases.ts";
import type { CallbackOut, CallbackVerb } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { buttonClass } from "@shouwen/ui/button.tsx";
import { Icon } from "@shouwen/ui/icon.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";
import { Facts, Section } from "../../shell/section.tsx";
import { AnswerForm } from "./answer-form.tsx";
import { Answers, Attempts } from "./callback-history.tsx";
import { CallbackClock, CallbackStateTag } from "./callback-tags.tsx";
import { CallbackTools } from "./callback-tools.tsx";
import styles from "./callbacks.module.css";
import { MakeCall } from "./make-call.tsx";
import { Scripts } from "./scripts.tsx";

const REFRESH_MS = 30_000;

function isPossible(shown: CallbackOut, verb: CallbackVerb): boolean {
  return shown.actions.some(({ action, allowed }) => action === verb && allowed);
}

/** One callback: what to ask about, the call, what was said, and what was thought of it. */
export function CallbackPage({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  const { data: shown } = useSuspenseQuery({
    ...callbackById(api, id, i18n.language),
    refetchInterval: REFRESH_MS,
  });
  const [again, setAgain] = useState(false);
  const [answered, setAnswered] = useState(false);
  const calling = isPossible(shown, "attempt") || isPossible(shown, "reveal");
  return (
    <div className={styles.page}>
      <Link className={styles.back} to="/callbacks">
        <Icon name="arrowLeft" />
        {t("callbacks.title")}
      </Link>
      <Head shown={shown} />
      <CallbackTools onAskAgain={() => setAgain(true)} shown={shown} />
      {shown.raised_case_id && (
        <p className={page.alarm}>
          <Icon name="alert" />
          <span>
            {t("callbacks.raised")}{" "}
            <Link params={{ id: shown.raised_case_id }} to="/cases/$id">
              {t("callbacks.raised_open")}
            </Link>
          </span>
        </p>
      )}
      <div className={styles.columns}>
        <div className={styles.column}>
          <Matter shown={shown} />
          {calling && <MakeCall onAnswered={() => setAnswered(true)} shown={shown} />}
          {isPossible(shown, "record") && (
            <AnswerForm begun={answered} shown={shown} verb="record" />
          )}
          <Answers shown={shown} />
          {again && isPossible(shown, "second_opinion") && (
            <AnswerForm begun shown={shown} verb="second_opinion" />
          )}
          <Attempts shown={shown} />
        </div>
        <aside className={styles.column}>
          <CallbackFacts shown={shown} />
          {calling && <Scripts shown={shown} />}
        </aside>
      </div>
    </div>
  );
}

function Head({ shown }: { shown: CallbackOut }) {
  const label = useLabels();
  const { t } = useTranslation();
  return (
    <header className={styles.head}>
      <div className={page.row}>
        <span className={page.code}>{shown.number}</span>
        <CallbackStateTag state={shown.state} />
        {shown.method !== "phone" && (
          <Tag tone="violet">{label("callback_method", shown.method)}</Tag>
        )}
        {shown.round > 1 && <Tag tone="amber">{t("callbacks.round", { round: shown.round })}</Tag>}
        <span className={styles.clock}>
          <CallbackClock shown={shown} />
        </span>
        <a
          className={`${buttonClass("quiet")} ${styles.print}`}
          href={callbackPaperUrl(shown.id)}
          rel="noopener"
          target="_blank"
        >
          {t("callbacks.print")}
        </a>
      </div>
      <PageTitle className={styles.title}>{shown.case.title}</PageTitle>
      <p className={page.soft}>
        {label("callback_kind", shown.kind)} · {label("programme", shown.programme)}
      </p>
    </header>
  );
}

/** What to ask about: the matter, and what was done. */
function Matter({ shown }: { shown: CallbackOut }) {
  const { t } = useTranslation();
  const matter = useQuery({ ...caseById(api, shown.case.id), retry: false });
  const outcome = matter.data?.outcomes.find(({ round }) => round === shown.round);
  return (
    <Section title={t("callbacks.about")}>
      <p>
        <Link className={styles.link} params={{ id: shown.case.id }} to="/cases/$id">
          <span className={page.code}>{shown.case.number}</span> {shown.case.title}
        </Link>
      </p>
      {matter.data?.detail && <p className={styles.said}>{matter.data.detail}</p>}
      <h3 className={styles.minor}>{t("callbacks.was_done")}</h3>
      <p className={styles.said}>{outcome?.result ?? t("callbacks.not_told")}</p>
      {outcome && (
        <p className={page.small}>
          {outcome.finished_by.name}{" "}
          <time className="figures" dateTime={outcome.finished_at}>
            {fullTime(outcome.finished_at)}
          </time>
        </p>
      )}
    </Section>
  );
}

function CallbackFacts({ shown }: { shown: CallbackOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  const time = (at: string | null) =>
    at && (
      <time className="figures" dateTime={at}>
        {fullTime(at)}
      </time>
    );
  return (
    <Section title={t("callbacks.facts")}>
      <Facts
        facts={[
          [t("callbacks.caller"), shown.caller?.name ?? t("callbacks.nobody")],
          [t("callbacks.companion"), shown.companion?.name],
          [t("callbacks.method"), label("callback_method", shown.method)],
          [t("callbacks.window"), time(shown.callable_from)],
          [t("callbacks.due"), time(shown.due_at)],
          [t("callbacks.drawn_at"), time(shown.drawn_at)],
          [t("callbacks.done_at"), time(shown.done_at)],
          [t("callbacks.draw"), <DrawLink key="draw" shown={shown} />],
        ]}
      />
    </Section>
  );
}

/** Draws are open to those who audit them. */
function DrawLink({ shown }: { shown: CallbackOut }) {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const row = t("callbacks.draw_row", { seq: shown.seq });
  if (!holds(person, "callbacks.audit")) return <>{row}</>;
  return (
    <Link className={styles.link} params={{ id: shown.draw_id }} to="/callbacks/draws/$id">
      {row}
    </Link>
  );
}
