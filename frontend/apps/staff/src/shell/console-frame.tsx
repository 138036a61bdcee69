import { holds, me } from "@shouwen/api/access.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { useHotkey } from "@shouwen/ui/hotkeys.tsx";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { AccountMenu } from "./account-menu.tsx";
import { api } from "./api.ts";
import { Brand } from "./brand.tsx";
import { CommunitySwitcher } from "./community-switcher.tsx";
import styles from "./console-frame.module.css";
import { LiveSign } from "./live/live.tsx";
import { MessageBell } from "./message-bell.tsx";
import { SideNavigation, TabNavigation } from "./navigation.tsx";
import { screensFor } from "./screens.ts";
import { ShortcutSheet } from "./shortcut-sheet.tsx";

function useConsoleHotkeys(showSheet: () => void) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  useHotkey("?", t("shell.shortcuts"), showSheet);
  useHotkey("F2", t("shell.record_long"), () => void navigate({ to: "/cases/new" }));
  useHotkey(
    "g c",
    t("shell.view_open"),
    () =>
      void navigate({
        to: "/cases",
        search: { state: ["heard", "owned", "handling"], sort: "due" },
      }),
  );
  useHotkey(
    "g m",
    t("shell.view_mine"),
    () =>
      void navigate({
        to: "/cases",
        search: { state: ["heard", "owned", "handling"], owner: "me", sort: "due" },
      }),
  );
}

/** Everything around a screen: who is here, where one can go. */
export function ConsoleFrame({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const [sheet, setSheet] = useState(false);
  const may = {
    mayRecord: holds(person, "cases.hear"),
    mayRead: holds(person, "cases.read"),
    screens: screensFor(person),
  };
  useConsoleHotkeys(() => setSheet(true));

  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#content">
        {t("app.skip")}
      </a>
      <header className={styles.side}>
        <div className={styles.brand}>
          <Brand />
        </div>
        <CommunitySwitcher />
        <div className={styles.navigation}>
          <SideNavigation {...may} />
        </div>
        {holds(person, "delivery.read") && (
          <div className={styles.bell}>
            <MessageBell />
          </div>
        )}
        <LiveSign />
        <div className={styles.foot}>
          <AccountMenu />
          <Button
            aria-label={t("shell.shortcuts")}
            icon="keyboard"
            kind="quiet"
            onClick={() => setSheet(true)}
          />
        </div>
      </header>
      <main className={styles.main} id="content" tabIndex={-1}>
        {children}
      </main>
      <TabNavigation {...may} />
      {sheet && <ShortcutSheet onClose={() => setSheet(false)} />}
    </div>
  );
}
