import "@shouwen/i18n/rooms/renovations.zh-CN.ts";
import type { RenovationOut, RenovationVerb } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import thing from "../../shell/thing.module.css";

// Forms in dialogs come with antd; reading a file needs none.
const StepDialog = lazy(() => import("./step-dialog.tsx"));
const InspectDialog = lazy(() => import("./inspect-dialog.tsx"));
const AmendDialog = lazy(() => import("./amend-dialog.tsx"));
const GRAVE: ReadonlySet<RenovationVerb> = new Set(["reject", "cancel", "stop"]);

/** What the server says this person may do, as buttons; what is not possible now with its reason. */
export function RenovationTools({ shown }: { shown: RenovationOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  const [open, setOpen] = useState<RenovationVerb | null>(null);
  const offered = shown.actions;
  const possible = offered.filter(({ allowed }) => allowed).map(({ action }) => action);
  const denied = offered.filter(({ allowed, reason }) => !allowed && reason?.missing);
  const next = shown.waits?.action;
  const close = () => setOpen(null);
  return (
    <div className={thing.tools}>
      {possible.map((verb) => (
        <Button
          key={verb}
          kind={verb === next ? "primary" : GRAVE.has(verb) ? "quiet" : "plain"}
          onClick={() => setOpen(verb)}
        >
          {label("renovation_action", verb)}
        </Button>
      ))}
      {denied.length > 0 && (
        <details className={thing.denied}>
          <summary>{t("renovations.not_possible")}</summary>
          <dl>
            {denied.map(({ action, reason }) => (
              <div key={action}>
                <dt>{label("renovation_action", action)}</dt>
                <dd>{reason?.message}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      {open && (
        <Suspense>
          {open === "inspect" && <InspectDialog onClose={close} site={shown} />}
          {open === "amend" && <AmendDialog onClose={close} shown={shown} />}
          {open !== "inspect" && open !== "amend" && (
            <StepDialog onClose={close} shown={shown} verb={open} />
          )}
        </Suspense>
      )}
    </div>
  );
}
