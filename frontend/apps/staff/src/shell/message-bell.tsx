import { unheard } from "@shouwen/api/delivery.ts";
import { Icon } from "@shouwen/ui/icon.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "./api.ts";
import styles from "./message-bell.module.css";

const REFRESH_MS = 15_000;
const MOST_SHOWN = 99;

/** How many messages wait to be heard. The number is told, not only drawn. */
export function MessageBell() {
  const { t } = useTranslation();
  const { data: count = 0 } = useQuery({ ...unheard(api), refetchInterval: REFRESH_MS });
  const name = count > 0 ? t("messages.bell", { count }) : t("messages.bell_none");
  return (
    <Link
      activeOptions={{ includeSearch: false }}
      className={styles.bell}
      title={name}
      to="/messages"
    >
      <Icon name="bell" size={18} />
      <span className={styles.name}>{name}</span>
      {count > 0 && (
        <span aria-hidden="true" className={`${styles.count} figures`}>
          {count > MOST_SHOWN ? `${MOST_SHOWN}+` : count}
        </span>
      )}
    </Link>
  );
}
