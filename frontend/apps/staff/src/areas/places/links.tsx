import "@shouwen/i18n/rooms/places.zh-CN.ts";
import { Icon } from "@shouwen/ui/icon.tsx";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import styles from "./places.module.css";

export function ZoneLink({ zone }: { zone: { id: string; name: string } }) {
  return (
    <Link className={styles.link} params={{ id: zone.id }} to="/zones/$id">
      {zone.name}
    </Link>
  );
}

export function BackLink() {
  const { t } = useTranslation();
  return (
    <Link className={styles.back} to="/places">
      <Icon name="arrowLeft" size={14} />
      {t("places.title")}
    </Link>
  );
}
