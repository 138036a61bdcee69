import { Icon } from "@shouwen/ui/icon.tsx";
import { Link, useLocation } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import page from "./page.module.css";

/** An old or mistyped link may ask for what its screen does not know: said, and cleared with one press. */
export default function UnreadSearch() {
  const { t } = useTranslation();
  const { pathname, search } = useLocation();
  const { unread } = search as { unread?: string | string[] };
  if (!unread) return null;
  return (
    <p className={page.alarm} role="status">
      <Icon name="alert" size={18} />
      <span>
        {t("shell.unread", { words: [unread].flat().join(" ") })}{" "}
        <Link search={{}} to={pathname}>
          {t("cases.list.clear")}
        </Link>
      </span>
    </p>
  );
}
