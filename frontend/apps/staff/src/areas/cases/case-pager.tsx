import { buttonClass } from "@shouwen/ui/button.tsx";
import { Icon } from "@shouwen/ui/icon.tsx";
import { Link, useLocation, useRouter } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import styles from "./case-list.module.css";
import type { CaseSearch } from "./case-search.ts";

declare module "@tanstack/react-router" {
  interface HistoryState {
    /** How many pages of the queue lie behind this one in the browser's history. */
    page?: number;
  }
}

/** Keyset pages only know the next one; the way back is the browser's own history. */
export function CasePager({
  search,
  nextCursor,
}: {
  search: CaseSearch;
  nextCursor: string | null;
}) {
  const { t } = useTranslation();
  const router = useRouter();
  const page = useLocation({ select: ({ state }) => state.page ?? 1 });
  if (!nextCursor && !search.cursor) return null;
  const { cursor: _, ...first } = search;
  return (
    <nav aria-label={t("cases.list.paging")} className={styles.pager}>
      {search.cursor && page > 1 && (
        <button
          className={buttonClass("plain")}
          onClick={() => router.history.back()}
          type="button"
        >
          <Icon name="arrowLeft" />
          {t("cases.list.previous")}
        </button>
      )}
      {search.cursor && page === 1 && (
        <Link className={buttonClass("plain")} search={first} to="/cases">
          {t("cases.list.first")}
        </Link>
      )}
      <span className={styles["page-number"]}>{t("cases.list.page", { page })}</span>
      {nextCursor && (
        <Link
          className={buttonClass("plain")}
          search={{ ...search, cursor: nextCursor }}
          state={{ page: page + 1 }}
          to="/cases"
        >
          {t("cases.list.next")}
          <Icon name="arrowRight" />
        </Link>
      )}
    </nav>
  );
}
