import "@shouwen/i18n/rooms/suggestions.zh-CN.ts";
import { holds, me } from "@shouwen/api/access.ts";
import {
  actOnSuggestion,
  caseSuggestion,
  type SuggestionOut,
  type SuggestionVerb,
} from "@shouwen/api/suggestions.ts";
import type { CaseOut } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import styles from "./help.module.css";
import { Nothing, Panel } from "./panel.tsx";
import { useBeside } from "./use-beside.ts";

const SuggestionDialog = lazy(() => import("./suggestion-dialog.tsx"));

/** What becomes of a suggestion: adopted or not, thanked for, published. */
export default function SuggestionPanel({ shown }: { shown: CaseOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  const { data: person } = useSuspenseQuery(me(api));
  const [open, setOpen] = useState<Exclude<SuggestionVerb, "withdraw"> | null>(null);
  const say = useBeside(shown.id);
  const enabled = holds(person, "cases.trace");
  const { data } = useQuery({ ...caseSuggestion(api, shown.id), enabled });
  if (!data) return null;
  const choose = (verb: SuggestionVerb) =>
    verb === "withdraw"
      ? say.mutate((key) => actOnSuggestion(api, key, shown.id, verb, {}))
      : setOpen(verb);
  return (
    <div className={styles.internal}>
      <Panel
        title={t("suggestions.panel")}
        tools={data.actions
          .filter((one) => one.allowed)
          .map(({ action }) => (
            <Button busy={say.isPending} key={action} onClick={() => choose(action)}>
              {label("suggestion_action", action)}
            </Button>
          ))}
      >
        {data.adopted === null ? (
          <Nothing>{t("suggestions.undecided")}</Nothing>
        ) : (
          <Decided data={data} />
        )}
      </Panel>
      {open && (
        <Suspense>
          <SuggestionDialog id={shown.id} onClose={() => setOpen(null)} verb={open} />
        </Suspense>
      )}
    </div>
  );
}

function Decided({ data }: { data: SuggestionOut }) {
  const { t } = useTranslation();
  const by = (who: { name: string } | null, at: string | null) =>
    who && at && `${who.name} · ${fullTime(at)}`;
  return (
    <>
      <p className={styles.verdict}>
        <Tag tone={data.adopted ? "green" : "amber"}>
          {t(data.adopted ? "suggestions.adopted" : "suggestions.not_adopted")}
        </Tag>
        <span className={styles.by}>{by(data.decided_by, data.decided_at)}</span>
      </p>
      <p className={styles.text}>{data.reason}</p>
      {data.thanked_at && (
        <p className={styles.by}>
          {t("suggestions.thanked")} {by(data.thanked_by, data.thanked_at)}
        </p>
      )}
      {data.words && (
        <>
          <p className={styles.by}>
            {t("suggestions.published")} {by(data.published_by, data.published_at)}
          </p>
          <p className={styles.text}>{data.words}</p>
        </>
      )}
    </>
  );
}
