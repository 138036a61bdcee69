import type { CaseOut } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Icon } from "@shouwen/ui/icon.tsx";
import { useTranslation } from "react-i18next";
import styles from "./case-page.module.css";

interface Props {
  shown: CaseOut;
  stillPossible: boolean;
  /** The case as it was when the reader began. */
  before?: CaseOut | undefined;
}

/** Somebody else was faster. The page has been brought up to date; what one wrote is kept. */
export function StaleNotice({ shown, stillPossible, before }: Props) {
  const { t } = useTranslation();
  const label = useLabels();
  const now = { state: label("state", shown.state), owner: shown.owner.name };
  const changes = useChanges(before, shown);
  return (
    <div className={styles.stale} role="alert">
      <Icon name="history" size={18} />
      <div>
        <strong>{t("cases.act.stale")}</strong>
        <p>{t("cases.act.stale_text")}</p>
        {changes.length === 0 && <p>{t("cases.act.stale_now", now)}</p>}
        <ul>
          {changes.map(([name, was, is]) => (
            <li key={name}>
              {name}: <s>{was}</s> → <strong>{is}</strong>
            </li>
          ))}
        </ul>
        {!stillPossible && <p>{t("cases.act.stale_gone")}</p>}
      </div>
    </div>
  );
}

type Change = [name: string, was: string, is: string];

/** What is different now, field by field. */
function useChanges(before: CaseOut | undefined, now: CaseOut): Change[] {
  const { t } = useTranslation();
  const label = useLabels();
  if (!before) return [];
  const told = (one: CaseOut): [string, string][] => [
    [t("cases.list.state"), label("state", one.state)],
    [t("cases.case.owner"), one.owner.name],
    [t("cases.case.accountable"), one.accountable.name],
    [t("cases.list.kind"), label("kind", one.kind)],
    [t("cases.list.severity"), label("severity", one.severity)],
    [t("cases.act.offer_to"), one.offer?.to_staff?.name ?? one.offer?.to_post?.name ?? "–"],
  ];
  const is = told(now);
  return told(before)
    .map(([name, was], at): Change => [name, was, is[at]?.[1] ?? ""])
    .filter(([, was, now]) => was !== now);
}
