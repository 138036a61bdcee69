import { Icon } from "@shouwen/ui/icon.tsx";
import { useRouter } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import styles from "./case-page.module.css";

/** Back to the very place one came from; from a bare link, to the queue. */
export function BackLink() {
  const { t } = useTranslation();
  const router = useRouter();
  const back = () => {
    if (router.history.canGoBack()) router.history.back();
    else void router.navigate({ to: "/cases", search: {} });
  };
  return (
    <button className={styles.back} onClick={back} type="button">
      <Icon name="arrowLeft" />
      {t("cases.case.back")}
    </button>
  );
}
