import "@shouwen/i18n/rooms/residents.zh-CN.ts";
import { Icon } from "@shouwen/ui/icon.tsx";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import styles from "./people.module.css";

export function ResidentLink({ resident }: { resident: { id: string; name: string } }) {
  return (
    <Link className={styles.link} params={{ id: resident.id }} to="/residents/$id">
      {resident.name}
    </Link>
  );
}

export function UnitLink({ unit }: { unit: { id: string; label: string } }) {
  return (
    <Link className={`figures ${styles.link}`} params={{ id: unit.id }} to="/units/$id">
      {unit.label}
    </Link>
  );
}

export function BackLink() {
  const { t } = useTranslation();
  return (
    <Link className={styles.back} to="/residents">
      <Icon name="arrowLeft" size={14} />
      {t("residents.title")}
    </Link>
  );
}
