import "@shouwen/i18n/rooms/callbacks.zh-CN.ts";
import type { CallbackOut } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./callbacks.module.css";

// Forms in dialogs come with antd; a call needs none.
const AssignDialog = lazy(() => import("./assign-callback-dialog.tsx"));
const ReviewDialog = lazy(() => import("./review-callback-dialog.tsx"));
const DIALOGS = { assign: AssignDialog, review: ReviewDialog };
type DialogVerb = keyof typeof DIALOGS;

/** What the server says this person may do: dialogs as buttons, what is not possible now with its reason. */
export function CallbackTools(props: { shown: CallbackOut; onAskAgain: () => void }) {
  const { shown } = props;
  const { t } = useTranslation();
  const label = useLabels();
  const [open, setOpen] = useState<DialogVerb | null>(null);
  const Opened = open && DIALOGS[open];
  const denied = shown.actions.filter(({ allowed }) => !allowed);
  const possible = shown.actions.filter(({ allowed }) => allowed).map(({ action }) => action);
  const verbs = (["review", "assign"] as const).filter((verb) => possible.includes(verb));
  const isUrgent = (verb: DialogVerb) => verb === "review" || shown.caller === null;
  return (
    <div className={styles.tools}>
      {verbs.map((verb) => (
        <Button
          key={verb}
          kind={isUrgent(verb) ? "primary" : "plain"}
          onClick={() => setOpen(verb)}
        >
          {label("callback_action", verb)}
        </Button>
      ))}
      {possible.includes("second_opinion") && (
        <Button onClick={props.onAskAgain}>{label("callback_action", "second_opinion")}</Button>
      )}
      {denied.length > 0 && (
        <details className={styles.denied}>
          <summary>{t("callbacks.not_possible")}</summary>
          <dl>
            {denied.map(({ action, reason }) => (
              <div key={action}>
                <dt>{label("callback_action", action)}</dt>
                <dd>{reason?.message}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      {Opened && (
        <Suspense>
          <Opened onClose={() => setOpen(null)} shown={shown} />
        </Suspense>
      )}
    </div>
  );
}
