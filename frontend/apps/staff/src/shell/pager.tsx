import { buttonClass } from "@shouwen/ui/button.tsx";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import page from "./page.module.css";

interface Paged {
  cursor?: string | undefined;
}

interface Props {
  /** The cursor of the page that is shown; none on the first. */
  cursor: string | undefined;
  next: string | null | undefined;
}

/** To the first page and to the next of the list at this address, whatever it is narrowed to. */
export function Pager({ cursor, next }: Props) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t("cases.list.paging")} className={page.pager}>
      {cursor && (
        <Link className={buttonClass("plain")} search={first} to=".">
          {t("cases.list.first")}
        </Link>
      )}
      {next && (
        <Link
          className={buttonClass("plain")}
          search={(now: Paged) => ({ ...now, cursor: next })}
          to="."
        >
          {t("cases.list.next")}
        </Link>
      )}
    </nav>
  );
}

function first({ cursor: _, ...rest }: Paged) {
  return rest;
}
