import { recordCallback } from "@shouwen/api/callbacks.ts";
import { uploadFile } from "@shouwen/api/files.ts";
import type { CallbackMethod, CallbackOut } from "@shouwen/api/types.ts";
import { randomKey } from "@shouwen/core/random-key.ts";
import { labels } from "@shouwen/i18n/rooms/callbacks.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { useHotkey } from "@shouwen/ui/hotkeys.tsx";
import { Icon } from "@shouwen/ui/icon.tsx";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { DraftOffer } from "../../shell/drafts/draft-offer.tsx";
import { DraftRestored } from "../../shell/drafts/draft-restored.tsx";
import { useDraft } from "../../shell/drafts/use-draft.ts";
import page from "../../shell/page.module.css";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { Section } from "../../shell/section.tsx";
import { SignaturePad } from "../../shell/signature-pad.tsx";
import {
  type AnswerValues,
  goesBack,
  type Missing,
  missingIn,
  QUESTIONS,
  toAnswer,
} from "./answer-values.ts";
import styles from "./callbacks.module.css";
import { ChoiceRow } from "./choice-row.tsx";
import { useSay } from "./use-say.ts";

const METHODS = Object.keys(labels.callback_method) as CallbackMethod[];
const LONGEST = 2000;

interface Props {
  shown: CallbackOut;
  verb: "record" | "second_opinion";
  /** Somebody is on the telephone: the first question is where the next key goes. */
  begun: boolean;
}

/** The signature as it was drawn: uploaded once, however often it is sent. */
interface Signature {
  file: File;
  key: string;
}

interface Saying {
  values: AnswerValues;
  signatureKey: string | undefined;
}

/** What was said, filled in while it is said; a draft until the server has it. */
export function AnswerForm({ shown, verb, begun }: Props) {
  const { t } = useTranslation();
  const draft = useDraft<AnswerValues>(`callback.${verb}.${shown.id}`);
  const form = useRef<HTMLFormElement>(null);
  const signature = useRef<Signature | null>(null);
  const [signed, setSigned] = useState(false);
  const [asked, setAsked] = useState(false);
  const [values, setValues] = useState<AnswerValues>(
    () => draft.found?.value ?? { method: shown.method },
  );
  const change = (part: Partial<AnswerValues>) => {
    const next = { ...values, ...part };
    setValues(next);
    draft.keep(next);
  };
  const say = useSay<Saying>(
    async ({ values: said }, key) => {
      const body = toAnswer(said, await uploaded(said, signature.current));
      return body && recordCallback(api, key, shown.id, verb, body);
    },
    () => t("callbacks.recorded"),
  );
  const missing = missingIn(values, signed);
  useEffect(() => {
    if (begun) focusOn(form.current, "quality");
  }, [begun]);
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    setAsked(true);
    if (missing[0]) return focusOn(form.current, missing[0]);
    if (say.isPending) return;
    const signatureKey = signature.current?.key;
    say.mutate({ values, signatureKey }, { onSuccess: () => draft.forget() });
  };
  useHotkey("Ctrl+Enter", t("shell.key_save"), () => submit());
  return (
    <Section
      hint={t("callbacks.record_hint")}
      title={t(verb === "record" ? "callbacks.record" : "callbacks.second")}
    >
      {say.isError && <ProblemNotice error={say.error} />}
      <DraftRestored
        at={draft.restoredAt}
        onStartOver={() => {
          draft.forget();
          setValues({ method: shown.method });
        }}
      />
      <DraftOffer elsewhere={draft.elsewhere} onTake={change} />
      <form className={styles.answer} noValidate onSubmit={submit} ref={form}>
        <Choices change={change} missing={asked ? missing : []} values={values} />
        <Words change={change} values={values} />
        {values.method === "home_visit" && (
          <SignaturePad
            missing={asked && !signed}
            onSigned={(file) => {
              signature.current = file && { file, key: randomKey() };
              setSigned(file !== null);
            }}
          />
        )}
        {goesBack(values) && (
          <p className={page.alarm} role="status">
            <Icon name="alert" />
            <span>{t("callbacks.goes_back")}</span>
          </p>
        )}
        <p>
          <Button busy={say.isPending} kind="primary" type="submit">
            {t("app.save")}
          </Button>
        </p>
      </form>
    </Section>
  );
}

/** The signature goes up first; it belongs to nothing until the record names it. */
async function uploaded(
  { method }: AnswerValues,
  signature: Signature | null,
): Promise<string | undefined> {
  if (method !== "home_visit" || !signature) return undefined;
  return (await uploadFile(api, signature.key, signature.file)).id;
}

function focusOn(form: HTMLFormElement | null, missing: Missing): void {
  form?.querySelector<HTMLElement>(`[data-field=${missing}] :is(input, canvas)`)?.focus();
}

interface PartProps {
  values: AnswerValues;
  change: (part: Partial<AnswerValues>) => void;
}

function Choices({ values, change, missing }: PartProps & { missing: Missing[] }) {
  const { t } = useTranslation();
  const label = useLabels();
  const grades = (["good", "fair", "poor"] as const).map((value) => ({
    value,
    label: label("grade", value),
  }));
  return (
    <>
      <ChoiceRow
        choices={METHODS.map((value) => ({ value, label: label("callback_method", value) }))}
        field="method"
        label={t("callbacks.method")}
        onChoose={(method) => change({ method })}
        value={values.method}
      />
      {QUESTIONS.map((question) => (
        <ChoiceRow
          choices={grades}
          field={question}
          key={question}
          label={t(`callbacks.ask_${question}`)}
          missing={missing.includes(question)}
          onChoose={(grade) => change({ [question]: grade })}
          value={values[question]}
        />
      ))}
      <ChoiceRow
        choices={[
          { value: "no", label: t("callbacks.charge_no") },
          { value: "yes", label: t("callbacks.charge_yes") },
        ]}
        field="charge"
        label={t("callbacks.ask_charge")}
        missing={missing.includes("charge")}
        onChoose={(charge) => change({ charge })}
        value={values.charge}
      />
    </>
  );
}

function Words({ values, change }: PartProps) {
  const { t } = useTranslation();
  const id = useId();
  return (["shortcomings", "suggestion"] as const).map((name) => (
    <div className={styles.words} key={name}>
      <label htmlFor={`${id}${name}`}>{t(`callbacks.${name}`)}</label>
      <textarea
        id={`${id}${name}`}
        maxLength={LONGEST}
        onChange={({ target }) => change({ [name]: target.value })}
        placeholder={t("app.optional")}
        rows={2}
        value={values[name] ?? ""}
      />
    </div>
  ));
}
