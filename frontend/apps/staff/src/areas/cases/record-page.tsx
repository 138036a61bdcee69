import "@shouwen/i18n/rooms/record.zh-CN.ts";
import { holds, me } from "@shouwen/api/access.ts";
import { Keycaps } from "@shouwen/ui/keycaps.tsx";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormScope } from "../../shell/form-scope.tsx";
import { ForbiddenPage } from "../../shell/not-found-page.tsx";
import { PageTitle } from "../../shell/page-title.tsx";
import styles from "./record.module.css";
import { RecordForm } from "./record-form.tsx";

export function RecordPage() {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  if (!holds(person, "cases.hear")) return <ForbiddenPage />;
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <PageTitle>{t("cases.record.title")}</PageTitle>
        <p className={styles.keys}>
          <Keycaps keys="Enter" /> {t("shell.key_next")}
          <Keycaps keys="Ctrl+Enter" /> {t("shell.key_save")}
        </p>
      </header>
      <FormScope>
        <RecordForm />
      </FormScope>
    </div>
  );
}
