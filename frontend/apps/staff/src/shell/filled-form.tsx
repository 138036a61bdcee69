import { ApiProblem } from "@shouwen/api/problem.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { DialogFoot } from "@shouwen/ui/dialog.tsx";
import { useHotkey } from "@shouwen/ui/hotkeys.tsx";
import { type Undo, useToast } from "@shouwen/ui/toast.tsx";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Form, type FormInstance } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { placed, useFaults } from "./form-faults.ts";
import { ProblemNotice } from "./problem-notice.tsx";

const CHANGED_MEANWHILE = "house.stale";

export interface FormProps<Values extends object> {
  title: string;
  submit: string;
  done: string;
  /** Offered beside the news that it is done, to take it back. */
  undo?: Undo;
  danger?: boolean;
  wide?: boolean;
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

/** How a form's words are kept while they are written. */
export interface Keeping<Values> {
  form: FormInstance;
  start: Values;
  notice?: ReactNode;
  keyFor: (values: Values) => string;
  keep?: (values: Values) => void;
  forget?: () => void;
}

/** The fields, what the server objects to at each, and the two buttons under them. */
export function Filled<Values extends object>(
  props: FormProps<Values> & { keeping: Keeping<Values> },
) {
  const { t } = useTranslation();
  const toast = useToast();
  const queries = useQueryClient();
  const { form, start, notice, keyFor, keep, forget } = props.keeping;
  const outdate = () => {
    for (const first of props.outdated) void queries.invalidateQueries({ queryKey: [first] });
  };
  const faults = useFaults(form, props.names);
  const fieldOf = (error: unknown, values: Values) =>
    error instanceof ApiProblem ? props.fieldOf?.(error.code, values) : undefined;
  const sending = useMutation({
    mutationFn: (values: Values) => props.send(values, keyFor(values)),
    onSuccess: () => {
      forget?.();
      toast.done(props.done, props.undo);
      outdate();
      props.onClose();
    },
    onError: (error, values) => {
      faults.show(placed(error, fieldOf(error, values)));
      if (error instanceof ApiProblem && error.code === CHANGED_MEANWHILE) outdate();
    },
  });
  useHotkey("Ctrl+Enter", t("shell.key_save"), form.submit);
  return (
    <>
      {faults.above(sending.error) && <ProblemNotice error={sending.error} />}
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
