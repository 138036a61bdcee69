import type { CaseOut } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Icon } from "@shouwen/ui/icon.tsx";
import { useTranslation } from "react-i18next";
import styles from "./case-page.module.css";

/** Somebody else was faster. The page has been brought up to date; what one wrote is kept. */
export function StaleNotice({ shown, stillPossible }: { shown: CaseOut; stillPossible: boolean }) {
  const { t } = useTranslation();
  const label = useLabels();
  const now = { state: label("state", shown.state), owner: shown.owner.name };
  return (
    <div className={styles.stale} role="alert">
      <Icon name="history" size={18} />
      <div>
        <strong>{t("cases.act.stale")}</strong>
        <p>{t("cases.act.stale_text")}</p>
        <p>{t("cases.act.stale_now", now)}</p>
        {!stillPossible && <p>{t("cases.act.stale_gone")}</p>}
      </div>
    </div>
  );
}
