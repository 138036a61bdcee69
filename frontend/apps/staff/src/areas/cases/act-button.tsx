import type { CaseOut } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button, type ButtonKind } from "@shouwen/ui/button.tsx";
import { BoundKey } from "@shouwen/ui/hotkeys.tsx";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "../../shell/palette/commands.tsx";
import { ActAtOnce } from "./act-at-once.tsx";
import { actionOf, isAtOnce, KEY_OF, type Verb } from "./acts.ts";

// Forms come with antd; a case is read far more often than it is acted on.
const ActDialog = lazy(() => import("./act-dialog.tsx"));

interface Props {
  shown: CaseOut;
  verb: Verb;
  kind?: ButtonKind;
  /** No button now; a dialog that is open stays, with what was written in it. */
  hidden?: boolean;
}

/** A button for one verb, as the server allows it. Not in `actions`: not for this person at all. */
export function ActButton({ shown, verb, kind = "plain", hidden = false }: Props) {
  const { t } = useTranslation();
  const label = useLabels();
  const [open, setOpen] = useState(false);
  const possible = actionOf(shown, verb)?.allowed === true;
  const action = hidden ? undefined : actionOf(shown, verb);
  useCommand(label("action", verb), possible && !isAtOnce(verb) ? () => setOpen(true) : undefined);
  if (isAtOnce(verb)) return <ActAtOnce action={action} kind={kind} shown={shown} verb={verb} />;

  const name = label("action", verb);
  const key = KEY_OF[verb];
  const reason = action?.reason?.message;
  const why = reason && t("cases.case.not_now", { action: name, reason });
  return (
    <>
      {possible && key && <BoundKey keys={key} label={name} run={() => setOpen(true)} />}
      {action && (
        <Button
          aria-disabled={!action.allowed}
          aria-label={why || undefined}
          kind={kind}
          onClick={() => setOpen(true)}
          title={reason}
        >
          {name}
        </Button>
      )}
      {open && (
        <Suspense>
          <ActDialog onClose={() => setOpen(false)} shown={shown} verb={verb} />
        </Suspense>
      )}
    </>
  );
}
