import "@shouwen/i18n/rooms/ledger.zh-CN.ts";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useOneCommunity } from "../../shell/one-community.tsx";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";
import styles from "./ledger.module.css";

const TABS = [
  { to: "/ledger", name: "desk" },
  { to: "/ledger/accounts", name: "accounts" },
  { to: "/ledger/approvals", name: "approvals" },
  { to: "/ledger/bank", name: "bank" },
  { to: "/ledger/books", name: "books" },
] as const;

export const OUTDATED = ["ledger"];

/** A page about the money of one community, with the way to the other ones. */
export function LedgerFrame(props: {
  title: (typeof TABS)[number]["name"];
  tools?: ReactNode;
  children: (communityId: string) => ReactNode;
}) {
  const { t } = useTranslation();
  const community = useOneCommunity();
  return (
    <div className={page.page}>
      <header className={page.head}>
        <PageTitle>{t(`ledger.${props.title}`)}</PageTitle>
        <p>{community?.name}</p>
        {props.tools && <div className={page.tools}>{props.tools}</div>}
      </header>
      <nav aria-label={t("ledger.title")} className={styles.tabs}>
        {TABS.map(({ to, name }) => (
          <Link activeOptions={{ exact: true, includeSearch: false }} key={to} to={to}>
            {t(`ledger.${name}`)}
          </Link>
        ))}
      </nav>
      {community && props.children(community.id)}
    </div>
  );
}
