import { currentLanguage, switchLanguage } from "@shouwen/i18n/i18n.ts";
import { Button } from "@shouwen/ui/button.tsx";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Brand } from "./brand.tsx";
import styles from "./doorway.module.css";
import { PageTitle } from "./page-title.tsx";

/** The page before the console: the mark, one card, the other language. */
export function Doorway({
  title,
  footnote,
  children,
}: {
  title: string;
  footnote?: string;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const other = currentLanguage() === "en" ? "zh-CN" : "en";
  return (
    <div className={styles.doorway}>
      <header className={styles.top}>
        <Button kind="quiet" lang={other} onClick={() => void switchLanguage(other)}>
          {other === "en" ? "English" : "简体中文"}
        </Button>
      </header>
      <main className={styles.card}>
        <div className={styles.brand}>
          <Brand size={40} />
          <p>{t("app.tagline")}</p>
        </div>
        <PageTitle className={styles.title}>{title}</PageTitle>
        {children}
        {footnote && <p className={styles.footnote}>{footnote}</p>}
      </main>
    </div>
  );
}
