import { Dialog } from "@shouwen/ui/dialog.tsx";
import { Form } from "antd";
import { lazy, type ReactNode, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Filled, type FormProps } from "./filled-form.tsx";
import { FormScope } from "./form-scope.tsx";
import { useKey } from "./use-key.ts";

// Loaded beside the form: many have no words to keep.
const DraftedForm = lazy(() => import("./drafts/drafted-form.tsx")) as unknown as <
  Values extends object,
>(
  props: FormProps<Values>,
) => ReactNode;

/** A form in a dialog: sends, shows what the server objects to at its field, and closes when it is done. */
export function FormDialog<Values extends object>(props: FormProps<Values>) {
  const { t } = useTranslation();
  return (
    <Dialog
      closeName={t("app.close")}
      onClose={props.onClose}
      title={props.title}
      wide={props.wide ?? false}
    >
      <FormScope>
        {props.draft ? (
          <Suspense>
            <DraftedForm {...props} />
          </Suspense>
        ) : (
          <Plain {...props} />
        )}
      </FormScope>
    </Dialog>
  );
}

function Plain<Values extends object>(props: FormProps<Values>) {
  const [form] = Form.useForm();
  const { keyFor } = useKey();
  return <Filled {...props} keeping={{ form, start: props.values, keyFor }} />;
}
