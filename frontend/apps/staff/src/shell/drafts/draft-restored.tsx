import "@shouwen/i18n/rooms/drafts.zh-CN.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { useTranslation } from "react-i18next";
import styles from "./drafts.module.css";

interface Props {
  /** When it was written; nothing where nothing was found. */
  at: string | undefined;
  onStartOver: () => void;
}

/** Words that stand in a form without having been typed just now are owned up to, and can be thrown away. */
export function DraftRestored({ at, onStartOver }: Props) {
  const { t } = useTranslation();
  if (!at) return null;
  return (
    <p className={styles.restored} role="status">
      <span>{t("drafts.restored", { time: fullTime(at) })}</span>
      <Button kind="quiet" onClick={onStartOver}>
        {t("drafts.start_over")}
      </Button>
    </p>
  );
}
