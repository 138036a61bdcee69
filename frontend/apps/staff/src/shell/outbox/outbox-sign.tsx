import "@shouwen/i18n/rooms/field.zh-CN.ts";
import { Icon } from "@shouwen/ui/icon.tsx";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import styles from "./outbox.module.css";
import { useKept, useSending } from "./use-outbox.ts";

/** Seen on every page as long as something waits: nothing that was done is forgotten silently. */
export default function OutboxSign() {
  const { t } = useTranslation();
  useSending();
  const kept = useKept();
  const refused = kept.filter((one) => one.refused).length;
  return (
    <div className={styles.sign} role="status">
      {kept.length > 0 && (
        <Link data-refused={refused > 0 || undefined} to="/field">
          <Icon name={refused ? "alert" : "upload"} size={14} />
          {refused
            ? t("field.refused", { count: refused })
            : t("field.waiting", { count: kept.length })}
        </Link>
      )}
    </div>
  );
}
