import { holds, me } from "@shouwen/api/access.ts";
import type { Action, CaseOut } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Dialog } from "@shouwen/ui/dialog.tsx";
import { Menu, MenuItem } from "@shouwen/ui/menu.tsx";
import { Popover } from "@shouwen/ui/popover.tsx";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useMediaQuery } from "@shouwen/ui/use-media-query.ts";
import { useSuspenseQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { ActButton } from "./act-button.tsx";
import {
  actionOf,
  type FormVerb,
  isAtOnce,
  kindOf,
  SHOWN_ON_A_PHONE,
  SHOWN_VERBS,
  STATE_VERBS,
} from "./acts.ts";
import styles from "./case-page.module.css";
import { useSettled } from "./use-act.ts";

const PHONE = "(max-width: 760px)";
const MacroMenu = lazy(() => import("./macro-menu.tsx"));
const ActDialog = lazy(() => import("./act-dialog.tsx"));

/** The server's list of what this person may do, drawn: the possible as buttons, the rest with its reasons. */
export function CaseActions({ shown, beside = false }: { shown: CaseOut; beside?: boolean }) {
  const { t } = useTranslation();
  useSettled(shown);
  const allowed = STATE_VERBS.filter((verb) => actionOf(shown, verb)?.allowed);
  const denied = STATE_VERBS.map((verb) => actionOf(shown, verb)).filter(
    (action): action is Action => action?.allowed === false,
  );
  const most = useMediaQuery(PHONE) || beside ? SHOWN_ON_A_PHONE : SHOWN_VERBS;
  const shownVerbs = allowed.filter((verb, at) => at < most || isAtOnce(verb));
  const rest = allowed.filter((verb): verb is (typeof allowed)[number] & FormVerb => {
    return !shownVerbs.includes(verb);
  });
  const nothing = allowed.length + denied.length === 0;
  // Every verb stays mounted: one that is gone after somebody else's act may have a dialog open.
  return (
    // biome-ignore lint/a11y/useSemanticElements: a toolbar of buttons, not a set of form fields.
    <div
      aria-label={t("cases.case.actions")}
      className={nothing ? undefined : styles.actions}
      data-beside={beside || undefined}
      hidden={nothing}
      role="group"
    >
      <div className={styles.verbs}>
        {STATE_VERBS.map((verb) => (
          <ActButton
            hidden={!shownVerbs.includes(verb)}
            key={verb}
            kind={kindOf(verb, verb === shownVerbs[0])}
            shown={shown}
            verb={verb}
          />
        ))}
        <MoreActions shown={shown} verbs={rest} />
      </div>
      <div className={styles.others}>
        <CaseMacros shown={shown} />
        {denied.length > 0 && <NotNow actions={denied} />}
      </div>
    </div>
  );
}

/** What is possible but rarer. The dialog stands beside the menu, which closes when one is chosen. */
function MoreActions({ shown, verbs }: { shown: CaseOut; verbs: FormVerb[] }) {
  const { t } = useTranslation();
  const label = useLabels();
  const [verb, setVerb] = useState<FormVerb | null>(null);
  // On a phone the bar lies at the foot of the page.
  const place = useMediaQuery(PHONE) ? ({ side: "above", align: "end" } as const) : {};
  return (
    <>
      {verbs.length > 0 && (
        <Popover {...place} label={t("cases.act.more")} role="menu">
          {(close) => (
            <Menu label={t("cases.act.more")}>
              {verbs.map((one) => (
                <MenuItem
                  key={one}
                  onSelect={() => {
                    close();
                    setVerb(one);
                  }}
                >
                  {label("action", one)}
                </MenuItem>
              ))}
            </Menu>
          )}
        </Popover>
      )}
      {verb && (
        <Suspense>
          <ActDialog onClose={() => setVerb(null)} shown={shown} verb={verb} />
        </Suspense>
      )}
    </>
  );
}

/** What is said again and again, for whoever may; why not is told as for each verb. */
function CaseMacros({ shown }: { shown: CaseOut }) {
  const { data: person } = useSuspenseQuery(me(api));
  const toast = useToast();
  if (!holds(person, "cases.use_macros") || shown.actions.every(({ allowed }) => !allowed))
    return null;
  return (
    <Suspense>
      <MacroMenu
        communityId={shown.community_id}
        items={[shown]}
        onDone={([result]) => {
          if (result?.problem) toast.trouble(result.problem.detail ?? result.problem.title);
        }}
      />
    </Suspense>
  );
}

/** Reasons are shown, not hidden in tooltips: a phone has no pointer to hover with. */
function NotNow({ actions }: { actions: Action[] }) {
  const { t } = useTranslation();
  const label = useLabels();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button aria-haspopup="dialog" kind="quiet" onClick={() => setOpen(true)}>
        {t("cases.case.not_now_title")}
      </Button>
      {open && (
        <Dialog
          closeName={t("app.close")}
          onClose={() => setOpen(false)}
          title={t("cases.case.not_now_title")}
        >
          <dl className={styles.denied}>
            {actions.map(({ action, reason }) => (
              <div key={action}>
                <dt>{label("action", action)}</dt>
                <dd>{reason?.message}</dd>
              </div>
            ))}
          </dl>
        </Dialog>
      )}
    </>
  );
}
