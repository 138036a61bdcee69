import { holds, me } from "@shouwen/api/access.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { useHotkey } from "@shouwen/ui/hotkeys.tsx";
import { Icon } from "@shouwen/ui/icon.tsx";
import { Keycaps } from "@shouwen/ui/keycaps.tsx";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { AccountMenu } from "./account-menu.tsx";
import { api } from "./api.ts";
import { Brand } from "./brand.tsx";
import { CommunitySwitcher } from "./community-switcher.tsx";
import styles from "./console-frame.module.css";
import { Jumps } from "./jumps.tsx";
import { LiveSign } from "./live/live.tsx";
import { MessageBell } from "./message-bell.tsx";
import { SideNavigation, TabNavigation } from "./navigation.tsx";
import { CommandProvider } from "./palette/commands.tsx";
import { screensFor } from "./screens.ts";

// What is asked for by a key comes with its first press.
const OutboxSign = lazy(() => import("./outbox/outbox-sign.tsx"));
const Palette = lazy(() => import("./palette/palette.tsx"));
const ShortcutSheet = lazy(() => import("./shortcut-sheet.tsx"));
const UnreadSearch = lazy(() => import("./unread-search.tsx"));

function useConsoleHotkeys(showSheet: () => void, showPalette: () => void) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  useHotkey("?", t("shell.shortcuts"), showSheet);
  useHotkey("F2", t("shell.record_long"), () => void navigate({ to: "/cases/new" }));
  useHotkey("Ctrl+k", t("palette.title"), () => {
    // Not over a dialog somebody is writing in.
    if (!document.querySelector("dialog[open]")) showPalette();
  });
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
  const [palette, setPalette] = useState(false);
  useConsoleHotkeys(
    () => setSheet(true),
    () => setPalette(true),
  );

  return (
    <CommandProvider>
      <div className={styles.frame}>
        <Jumps mayRead={may.mayRead} screens={may.screens} />
        <a className={styles.skip} href="#content">
          {t("app.skip")}
        </a>
        <header className={styles.side}>
          <div className={styles.brand}>
            <Brand />
          </div>
          <CommunitySwitcher />
          <button className={styles.find} onClick={() => setPalette(true)} type="button">
            <Icon name="search" />
            <span>{t("palette.open")}</span>
            <Keycaps keys="Ctrl+k" />
          </button>
          <div className={styles.navigation}>
            <SideNavigation {...may} />
          </div>
          {holds(person, "delivery.read") && (
            <div className={styles.bell}>
              <MessageBell />
            </div>
          )}
          <Suspense>
            <OutboxSign />
          </Suspense>
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
          <Suspense>
            <UnreadSearch />
          </Suspense>
          {children}
        </main>
        <TabNavigation {...may} />
        <Suspense>
          {sheet && <ShortcutSheet onClose={() => setSheet(false)} />}
          {palette && <Palette onClose={() => setPalette(false)} />}
        </Suspense>
      </div>
    </CommandProvider>
  );
}
