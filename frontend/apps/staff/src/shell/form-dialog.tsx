import { ApiProblem } from "@shouwen/api/problem.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Dialog, DialogFoot } from "@shouwen/ui/dialog.tsx";
import { useHotkey } from "@shouwen/ui/hotkeys.tsx";
import { type Undo, useToast } from "@shouwen/ui/toast.tsx";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Form, type FormInstance } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { DraftOffer } from "./drafts/draft-offer.tsx";
import { DraftRestored } from "./drafts/draft-restored.tsx";
import { useFormDraft } from "./drafts/use-form-draft.ts";
import { placed, showFaults } from "./form-faults.ts";
import { FormScope } from "./form-scope.tsx";
import { ProblemNotice } from "./problem-notice.tsx";
import { useKey } from "./use-key.ts";

const CHANGED_MEANWHILE = "house.stale";

interface Props<Values extends object> {
  title: string;
  submit: string;
  done: string;
  /** Offered beside the news that it is done, to take it back. */
  undo?: Undo;
  danger?: boolean;
  wide?: boolean;
  /** What is said is kept on the device, to be sent later: it waits for no network. */
  kept?: boolean;
  values: Values;
  /** The name under which what is written is kept until it was sent. Every form with words in it has one. */
  draft?: string | undefined;
  /** What of it can be kept as text, where that is not all. */
  draftable?: (values: Values) => Values;
  /** Where an error of the API can be shown. */
  names: (string | number)[][];
  /** The field that a refusal with this code is about. */
  fieldOf?: (code: string, values: Values) => string | undefined;
  /** `key` is the same for the same words, so that a repetition does not act twice. */
  send: (values: Values, key: string) => Promise<unknown>;
  /** The first part of the keys of queries that are outdated afterwards. */
  outdated: string[];
  onClose: () => void;
  children: ReactNode;
}

/** A form in a dialog: sends, shows what the server objects to at its field, and closes when it is done. */
export function FormDialog<Values extends object>(props: Props<Values>) {
  const { t } = useTranslation();
  return (
    <Dialog
      closeName={t("app.close")}
      onClose={props.onClose}
      title={props.title}
      wide={props.wide ?? false}
    >
      <FormScope>
        {props.draft ? <Drafted {...props} name={props.draft} /> : <Plain {...props} />}
      </FormScope>
    </Dialog>
  );
}

/** How a form's words are kept while they are written. */
interface Keeping<Values> {
  form: FormInstance;
  start: Values;
  notice?: ReactNode;
  keyFor: (values: Values) => string;
  keep?: (values: Values) => void;
  forget?: () => void;
}

function Plain<Values extends object>(props: Props<Values>) {
  const [form] = Form.useForm();
  const { keyFor } = useKey();
  return <Filled {...props} keeping={{ form, start: props.values, keyFor }} />;
}

function Drafted<Values extends object>(props: Props<Values> & { name: string }) {
  const [form] = Form.useForm();
  const draft = useFormDraft(props.name, form, props.values, props.draftable);
  const notice = (
    <>
      <DraftRestored at={draft.restoredAt} onStartOver={draft.startOver} />
      <DraftOffer clash={draft.isClash} elsewhere={draft.offered} onTake={draft.take} />
    </>
  );
  return <Filled {...props} keeping={{ form, notice, ...draft }} />;
}

function Filled<Values extends object>(props: Props<Values> & { keeping: Keeping<Values> }) {
  const { t } = useTranslation();
  const toast = useToast();
  const queries = useQueryClient();
  const { form, start, notice, keyFor, keep, forget } = props.keeping;
  const outdate = () => {
    for (const first of props.outdated) void queries.invalidateQueries({ queryKey: [first] });
  };
  const fieldOf = (error: unknown, values: Values | undefined) =>
    error instanceof ApiProblem && values ? props.fieldOf?.(error.code, values) : undefined;
  const sending = useMutation({
    networkMode: props.kept ? "always" : "online",
    mutationFn: (values: Values) => props.send(values, keyFor(values)),
    onSuccess: () => {
      forget?.();
      toast.done(props.done, props.undo);
      outdate();
      props.onClose();
    },
    onError: (error, values) => {
      showFaults(form, props.names, placed(error, fieldOf(error, values)));
      if (error instanceof ApiProblem && error.code === CHANGED_MEANWHILE) outdate();
    },
  });
  useHotkey("Ctrl+Enter", t("shell.key_save"), form.submit);
  return (
    <>
      {sending.error && !fieldOf(sending.error, sending.variables) && (
        <ProblemNotice error={sending.error} />
      )}
      {notice}
      <Form
        form={form}
        initialValues={start}
        layout="vertical"
        onFinish={(values: Values) => sending.mutate(values)}
        onValuesChange={() => keep?.(form.getFieldsValue(true))}
        requiredMark={false}
      >
        {props.children}
        <DialogFoot>
          <Button onClick={props.onClose}>{t("app.cancel")}</Button>
          <Button busy={sending.isPending} kind={props.danger ? "danger" : "primary"} type="submit">
            {props.submit}
          </Button>
        </DialogFoot>
      </Form>
    </>
  );
}
