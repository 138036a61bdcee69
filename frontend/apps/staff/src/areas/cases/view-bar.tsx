import { Button } from "@shouwen/ui/button.tsx";
import { useHotkey } from "@shouwen/ui/hotkeys.tsx";
import { useTranslation } from "react-i18next";
import styles from "./case-page.module.css";
import type { useView } from "./use-view.ts";

/** Where in its view a case stands, the way to its neighbours, and whether to go on by oneself. */
export function ViewBar({ through }: { through: ReturnType<typeof useView> }) {
  const { t } = useTranslation();
  const { view, place } = through;
  const [previous, next] = [t("cases.view.previous"), t("cases.view.next")];
  useHotkey("j", next, through.next);
  useHotkey("k", previous, through.previous);
  if (!view || !place) return null;
  return (
    <nav aria-label={t("cases.view.title")} className={styles["view-bar"]}>
      <label className={styles["goes-on"]}>
        <input
          checked={through.goesOn}
          onChange={(event) => through.choose(event.target.checked)}
          type="checkbox"
        />
        {t("cases.view.goes_on")}
      </label>
      {place.position !== undefined && view.total !== undefined && (
        <span className="figures">
          {t("cases.view.position", { position: place.position, total: view.total })}
        </span>
      )}
      <Button
        aria-disabled={!place.previous}
        aria-label={previous}
        icon="arrowLeft"
        kind="quiet"
        onClick={through.previous}
        title={`${previous} (k)`}
      />
      <Button
        aria-disabled={!place.next && !place.more}
        aria-label={next}
        icon="arrowRight"
        kind="quiet"
        onClick={through.next}
        title={`${next} (j)`}
      />
    </nav>
  );
}
