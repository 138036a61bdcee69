import { buttonClass } from "@shouwen/ui/button.tsx";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { PageTitle } from "./page-title.tsx";

function HomeLink() {
  const { t } = useTranslation();
  return (
    <Link className={buttonClass("plain")} to="/cases">
      {t("error.home")}
    </Link>
  );
}

/** Also for what exists but lies out of the reader's reach: the server does not tell the two apart. */
export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <>
      <PageTitle aside>{t("error.not_found")}</PageTitle>
      <EmptyState actions={<HomeLink />} icon="search" title={t("error.not_found")}>
        {t("error.not_found_text")}
      </EmptyState>
    </>
  );
}

/** Leads nowhere by itself: what this person may open stands in the navigation. */
export function ForbiddenPage({ actions }: { actions?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <>
      <PageTitle aside>{t("error.forbidden")}</PageTitle>
      <EmptyState actions={actions} icon="lock" title={t("error.forbidden")}>
        {t("error.forbidden_text")}
      </EmptyState>
    </>
  );
}
