import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";

/** The page's one heading, and the tab's title. `aside` keeps it for those who listen. */
export function PageTitle({
  children,
  aside,
  className,
}: {
  children: string;
  aside?: boolean;
  className?: string | undefined;
}): ReactNode {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${children} · ${t("app.name")}`;
  }, [children, t]);
  return <h1 className={aside ? "aside" : className}>{children}</h1>;
}
