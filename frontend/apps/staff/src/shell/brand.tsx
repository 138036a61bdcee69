import { useTranslation } from "react-i18next";
import styles from "./brand.module.css";
import mark from "./mark.svg";

/** The seal and the name. */
export function Brand({ size = 26 }: { size?: number }) {
  const { t } = useTranslation();
  return (
    <span className={styles.brand}>
      <img alt="" height={size} src={mark} width={size} />
      <span className={styles.name}>{t("app.name")}</span>
    </span>
  );
}
