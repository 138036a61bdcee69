import { actOnCase } from "@shouwen/api/cases.ts";
import type { Action, CaseOut } from "@shouwen/api/types.ts";
import { randomKey } from "@shouwen/core/random-key.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button, type ButtonKind } from "@shouwen/ui/button.tsx";
import { Dialog, DialogFoot } from "@shouwen/ui/dialog.tsx";
import { BoundKey } from "@shouwen/ui/hotkeys.tsx";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { useCommand } from "../../shell/palette/commands.tsx";
import { problemText } from "../../shell/problem-notice.tsx";
import { type AtOnceVerb, KEY_OF } from "./acts.ts";
import { useAfterAct } from "./after-act.ts";
import { StaleNotice } from "./stale-notice.tsx";
import { isStale, useAct } from "./use-act.ts";

interface Props {
  shown: CaseOut;
  verb: AtOnceVerb;
  /** None: no button, but the news that somebody else was faster is still told. */
  action: Action | undefined;
  kind: ButtonKind;
}

/** One press and it is done. If somebody else was faster it asks again, with what is true now. */
export function ActAtOnce({ shown, verb, action, kind }: Props) {
  const { t } = useTranslation();
  const label = useLabels();
  const toast = useToast();
  const afterAct = useAfterAct();
  const act = useAct(shown, verb, (key: string, version) =>
    actOnCase(api, shown.id, { verb, body: {}, version, key }),
  );
  const before = useRef(shown);
  const press = () => {
    before.current = shown; // as the reader saw it
    act.mutate(randomKey(), {
      onSuccess: () => afterAct(verb),
      onError: (error) => {
        if (!isStale(error)) toast.trouble(problemText(error, t));
      },
    });
  };
  const name = label("action", verb);
  const key = KEY_OF[verb];
  const possible = action?.allowed === true;
  useCommand(name, possible ? press : undefined);
  const reason = action?.reason?.message;
  const why = reason && t("cases.case.not_now", { action: name, reason });

  return (
    <>
      {possible && key && <BoundKey keys={key} label={name} run={press} />}
      {action && (
        <Button
          aria-disabled={!action.allowed}
          aria-label={why || undefined}
          busy={act.isPending}
          kind={kind}
          onClick={press}
          title={reason}
        >
          {name}
        </Button>
      )}
      {isStale(act.error) && (
        <Dialog closeName={t("app.close")} onClose={act.reset} title={name}>
          <StaleNotice before={before.current} shown={shown} stillPossible={possible} />
          <DialogFoot>
            <Button onClick={act.reset}>{t(possible ? "app.cancel" : "app.close")}</Button>
            {possible && (
              <Button busy={act.isPending} kind="primary" onClick={press}>
                {t("cases.act.go_on")}
              </Button>
            )}
          </DialogFoot>
        </Dialog>
      )}
    </>
  );
}
