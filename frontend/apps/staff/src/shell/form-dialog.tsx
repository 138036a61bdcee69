import { ApiProblem } from "@shouwen/api/problem.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Dialog, DialogFoot } from "@shouwen/ui/dialog.tsx";
import { useHotkey } from "@shouwen/ui/hotkeys.tsx";
import { type Undo, useToast } from "@shouwen/ui/toast.tsx";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Form } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
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
        <Filled {...props} />
      </FormScope>
    </Dialog>
  );
}

function Filled<Values extends object>(props: Props<Values>) {
  const { t } = useTranslation();
  const toast = useToast();
  const queries = useQueryClient();
  const [form] = Form.useForm();
  const { keyFor } = useKey();
  const outdate = () => {
    for (const first of props.outdated) void queries.invalidateQueries({ queryKey: [first] });
  };
  const fieldOf = (error: unknown, values: Values | undefined) =>
    error instanceof ApiProblem && values ? props.fieldOf?.(error.code, values) : undefined;
  const sending = useMutation({
    networkMode: props.kept ? "always" : "online",
    mutationFn: (values: Values) => props.send(values, keyFor(values)),
    onSuccess: () => {
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
      <Form
        form={form}
        initialValues={props.values}
        layout="vertical"
        onFinish={(values: Values) => sending.mutate(values)}
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
