import "@shouwen/i18n/rooms/callbacks.zh-CN.ts";
import { attemptCallback, revealCallbackPhone } from "@shouwen/api/callbacks.ts";
import type { AttemptIn, AttemptOutcome, CallbackOut } from "@shouwen/api/types.ts";
import { fromLocalMinute } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { useHotkey } from "@shouwen/ui/hotkeys.tsx";
import { Keycaps } from "@shouwen/ui/keycaps.tsx";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import page from "../../shell/page.module.css";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { Section } from "../../shell/section.tsx";
import styles from "./callbacks.module.css";
import { useSay } from "./use-say.ts";

const OUTCOMES: AttemptOutcome[] = ["answered", "no_answer", "busy", "appointed", "refused"];

/** The number, and what came of dialling it: one click for the one, one key for the other. */
export function MakeCall(props: { shown: CallbackOut; onAnswered: () => void }) {
  const { shown } = props;
  const { t } = useTranslation();
  const canTry = shown.actions.some(({ action, allowed }) => action === "attempt" && allowed);
  return (
    <Section title={t("callbacks.call")} {...(canTry && { hint: t("callbacks.outcomes_hint") })}>
      <PhoneNumber shown={shown} />
      {canTry && <Outcomes onAnswered={props.onAnswered} shown={shown} />}
    </Section>
  );
}

/** Who looked at a number, and that it was to call back, stays in the journal. */
function PhoneNumber({ shown }: { shown: CallbackOut }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const reveal = useMutation({
    mutationFn: () => revealCallbackPhone(api, shown.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["cases", shown.case.id] }),
  });
  const possible = shown.actions.some(({ action, allowed }) => action === "reveal" && allowed);
  if (!possible) return null;
  if (reveal.data)
    return (
      <p className={styles.phone}>
        <a className="figures" href={`tel:${reveal.data.phone}`}>
          {reveal.data.phone}
        </a>
        <span className={page.small}>{t("callbacks.shown_logged")}</span>
      </p>
    );
  return (
    <>
      <p>
        <Button busy={reveal.isPending} icon="phone" onClick={() => reveal.mutate()}>
          {t("callbacks.show_number")}
        </Button>
      </p>
      {reveal.isError && <ProblemNotice error={reveal.error} />}
    </>
  );
}

function Outcomes({ shown, onAnswered }: { shown: CallbackOut; onAnswered: () => void }) {
  const { t } = useTranslation();
  const label = useLabels();
  const [appointing, setAppointing] = useState(false);
  const attempt = useSay<AttemptIn>(
    (given, key) => attemptCallback(api, key, shown.id, given),
    ({ outcome }) => t("callbacks.attempted", { outcome: label("attempt_outcome", outcome) }),
  );
  const choose = (outcome: AttemptOutcome) => {
    if (attempt.isPending) return;
    setAppointing(outcome === "appointed");
    if (outcome === "appointed") return;
    attempt.mutate({ outcome }, { onSuccess: () => outcome === "answered" && onAnswered() });
  };
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: buttons that act at once, not fields of a form. */}
      <div aria-label={t("callbacks.outcomes")} className={styles.outcomes} role="group">
        {OUTCOMES.map((outcome, at) => (
          <OutcomeButton
            busy={attempt.isPending && attempt.variables?.outcome === outcome}
            digit={String(at + 1)}
            key={outcome}
            onChoose={() => choose(outcome)}
            outcome={outcome}
            pressed={outcome === "appointed" ? appointing : undefined}
          />
        ))}
      </div>
      {appointing && (
        <Appointment
          busy={attempt.isPending}
          onAppoint={(next_at) =>
            attempt.mutate(
              { outcome: "appointed", next_at },
              { onSuccess: () => setAppointing(false) },
            )
          }
        />
      )}
      {attempt.isError && <ProblemNotice error={attempt.error} />}
    </>
  );
}

function OutcomeButton(props: {
  outcome: AttemptOutcome;
  digit: string;
  busy: boolean;
  pressed: boolean | undefined;
  onChoose: () => void;
}) {
  const label = useLabels();
  const name = label("attempt_outcome", props.outcome);
  useHotkey(props.digit, name, props.onChoose);
  return (
    <Button
      aria-expanded={props.pressed}
      busy={props.busy}
      kind={props.outcome === "answered" ? "primary" : "plain"}
      onClick={props.onChoose}
    >
      {name} <Keycaps keys={props.digit} />
    </Button>
  );
}

function Appointment(props: { busy: boolean; onAppoint: (nextAt: string) => void }) {
  const { t } = useTranslation();
  const [at, setAt] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onAppoint(fromLocalMinute(at));
  };
  return (
    <form className={styles.appointment} onSubmit={submit}>
      <label className={page.field}>
        {t("callbacks.appointed_at")}
        <input
          onChange={({ target }) => setAt(target.value)}
          ref={field}
          required
          type="datetime-local"
          value={at}
        />
      </label>
      <Button busy={props.busy} kind="primary" type="submit">
        {t("callbacks.appoint")}
      </Button>
    </form>
  );
}
