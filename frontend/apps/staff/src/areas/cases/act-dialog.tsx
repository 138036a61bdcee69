import type { CaseOut } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Dialog, DialogFoot } from "@shouwen/ui/dialog.tsx";
import { useHotkey } from "@shouwen/ui/hotkeys.tsx";
import { Form } from "antd";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { DraftOffer } from "../../shell/drafts/draft-offer.tsx";
import { DraftRestored } from "../../shell/drafts/draft-restored.tsx";
import { emptied } from "../../shell/drafts/emptied.ts";
import { useDraft } from "../../shell/drafts/use-draft.ts";
import { useFaults } from "../../shell/form-faults.ts";
import { FormScope } from "../../shell/form-scope.tsx";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { actForms } from "./act-forms.tsx";
import type { ActForm } from "./act-shape.ts";
import { actionOf, type FormVerb, kindOf } from "./acts.ts";
import { useAfterAct } from "./after-act.ts";
import styles from "./case-page.module.css";
import { CopyWords, wordsIn } from "./copy-words.tsx";
import { enterMovesOn } from "./enter-moves-on.ts";
import { StaleNotice } from "./stale-notice.tsx";
import { isStale, useAct } from "./use-act.ts";

interface Props {
  shown: CaseOut;
  verb: FormVerb;
  onClose: () => void;
}

/** A verb that needs words. What is written stays as a draft until the server has taken it. */
export default function ActDialog(props: Props) {
  const label = useLabels();
  const { t } = useTranslation();
  return (
    <Dialog
      closeName={t("app.close")}
      onClose={props.onClose}
      title={label("action", props.verb)}
      wide={props.verb === "add_contact"}
    >
      <FormScope>
        <ActFields {...props} />
      </FormScope>
    </Dialog>
  );
}

function ActFields({ shown, verb, onClose }: Props) {
  const { t } = useTranslation();
  const label = useLabels();
  const { Fields, text, fields, empty, send }: ActForm = actForms[verb];
  const [form] = Form.useForm();
  const faults = useFaults(form, fields);
  const [before] = useState(shown); // as it was when the reader began
  const afterAct = useAfterAct();
  const draft = useDraft<object>(`${verb}.${shown.id}`);
  const act = useAct(shown, verb, (values: object, version) =>
    send(values, { id: shown.id, version, keyFor: (body) => draft.box.keyFor(values, body) }),
  );
  // The others are verbs, and say on the button what will be done.
  const submitName = verb === "add_contact" ? t("app.save") : label("action", verb);
  const possible = actionOf(shown, verb)?.allowed === true;
  // Also without having been sent: the page is read again now and then, under an open dialog.
  const stale = isStale(act.error) || (!possible && act.isIdle);
  const gone = stale && !possible;
  const submit = (values: object) =>
    act.mutate(values, {
      onSuccess: () => {
        draft.forget();
        onClose();
        afterAct(verb);
      },
      onError: faults.show,
    });
  useHotkey("Ctrl+Enter", t("shell.key_save"), form.submit);

  return (
    <div onKeyDownCapture={enterMovesOn}>
      {text && <p className={styles.explanation}>{t(`cases.act.${text}`)}</p>}
      {stale && <StaleNotice before={before} shown={shown} stillPossible={possible} />}
      {faults.above(act.error) && !stale && <ProblemNotice error={act.error} />}
      <DraftRestored
        at={draft.restoredAt}
        onStartOver={() => {
          draft.forget();
          emptied(form);
          form.setFieldsValue(empty());
        }}
      />
      <DraftOffer
        elsewhere={draft.elsewhere}
        onTake={(value) => {
          form.setFieldsValue(value);
          draft.keep(form.getFieldsValue(true));
        }}
      />
      <Form
        form={form}
        initialValues={draft.found?.value ?? empty()}
        layout="vertical"
        onFinish={(values) => gone || submit(values)}
        onValuesChange={() => draft.keep(form.getFieldsValue(true))}
        requiredMark={false}
        scrollToFirstError={{ focus: true }}
      >
        <Suspense>
          <Fields caseId={shown.id} communityId={shown.community_id} kind={shown.kind} />
        </Suspense>
        <DialogFoot>
          <Button onClick={onClose}>{t(gone ? "app.close" : "app.cancel")}</Button>
          {gone ? (
            <CopyWords words={() => wordsIn(form.getFieldsValue(true), fields)} />
          ) : (
            <Button busy={act.isPending} kind={kindOf(verb, true)} type="submit">
              {stale ? t("cases.act.go_on") : submitName}
            </Button>
          )}
        </DialogFoot>
      </Form>
    </div>
  );
}
