import { buttonClass } from "@shouwen/ui/button.tsx";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

/** An empty queue: because nothing has come in yet, or because the filter lets nothing through. */
export function NoCases({ filtered }: { filtered: boolean }) {
  const { t } = useTranslation();
  if (filtered) {
    return (
      <EmptyState
        actions={
          <Link className={buttonClass("plain")} search={{}} to="/cases">
            {t("cases.list.clear")}
          </Link>
        }
        icon="filter"
        title={t("cases.list.empty_filtered")}
      >
        {t("cases.list.empty_filtered_text")}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      actions={
        <Link className={buttonClass("primary")} to="/cases/new">
          {t("shell.record_long")}
        </Link>
      }
      icon="inbox"
      title={t("cases.list.empty")}
    >
      {t("cases.list.empty_text")}
    </EmptyState>
  );
}
