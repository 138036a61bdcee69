import type { Queue } from "@shouwen/api/types.ts";
import { Icon, type IconName } from "@shouwen/ui/icon.tsx";
import { Keycaps } from "@shouwen/ui/keycaps.tsx";
import { Menu, MenuGroup, MenuItem } from "@shouwen/ui/menu.tsx";
import { Popover } from "@shouwen/ui/popover.tsx";
import { Link, type LinkProps, useLocation, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./navigation.module.css";
import { QueueCount } from "./queue-count.tsx";
import { type ConsoleScreen, grouped, OPEN_AT_FIRST, type ScreenGroup } from "./screens.ts";
import { store, stored } from "./stored.ts";

type View = "open" | "mine" | "post" | "team" | "urgent" | "finished" | "all";

const OPEN = ["heard", "owned", "handling"] as const;

interface ViewLink {
  view: View;
  icon: IconName;
  /** The letter that follows `g`. */
  key: string;
  search: LinkProps["search"];
  queue?: Queue;
}

/** A view is nothing but a filter in the URL: it can be sent to a colleague as a link. */
export const VIEWS: ViewLink[] = [
  { view: "open", icon: "inbox", key: "q", search: { state: [...OPEN], sort: "due" } },
  { view: "mine", icon: "person", key: "m", search: { queue: "mine", sort: "due" }, queue: "mine" },
  { view: "post", icon: "bell", key: "p", search: { queue: "post", sort: "due" }, queue: "post" },
  { view: "team", icon: "people", key: "t", search: { queue: "team", sort: "due" }, queue: "team" },
  {
    view: "urgent",
    icon: "alert",
    key: "u",
    search: { state: [...OPEN], severity: ["urgent", "major"] },
  },
  { view: "finished", icon: "check", key: "f", search: { state: ["finished", "confirmed"] } },
  { view: "all", icon: "list", key: "a", search: {} },
];

/** What the reader may do with cases; what they may not do at all is not offered. */
interface Permissions {
  mayRecord: boolean;
  mayRead: boolean;
  screens: ConsoleScreen[];
}

export function SideNavigation({ mayRecord, mayRead, screens }: Permissions) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t("shell.navigation")} className={styles.side}>
      {mayRecord && (
        <Link className={styles.record} to="/cases/new">
          <Icon name="plus" />
          <span>{t("shell.record_long")}</span>
          <Keycaps keys="F2" />
        </Link>
      )}
      {mayRead && (
        <Foldable group="cases" title={t("shell.cases")}>
          <Views />
        </Foldable>
      )}
      {grouped(screens).map(([group, of]) => (
        <Group group={group} key={group} screens={of} />
      ))}
    </nav>
  );
}

/** Screens that belong together. The group one is in stays open. */
function Group({ group, screens }: { group: ScreenGroup; screens: ConsoleScreen[] }) {
  const { t } = useTranslation();
  const path = useLocation({ select: ({ pathname }) => pathname });
  const here = screens.some(({ to }) => path === to || path.startsWith(`${to}/`));
  return (
    <Foldable group={group} here={here} title={t(`shell.group_${group}`)}>
      {screens.map(({ to, name, icon }) => (
        <li key={to}>
          <Link activeOptions={{ includeSearch: false }} className={styles.link} to={to}>
            <Icon name={icon} />
            {t(`shell.${name}`)}
          </Link>
        </li>
      ))}
    </Foldable>
  );
}

interface FoldableProps {
  group: ScreenGroup | "cases";
  title: string;
  here?: boolean;
  children: ReactNode;
}

/** Folded or not is remembered in this browser. */
function Foldable({ group, title, here = false, children }: FoldableProps) {
  const id = useId();
  const name = `shouwen.folded.${group}`;
  const atFirst = group === "cases" || OPEN_AT_FIRST.includes(group);
  const [open, setOpen] = useState(() => (stored(name) ?? (atFirst ? "open" : "")) === "open");
  const shown = open || here;
  const turn = () => {
    store(name, open ? "folded" : "open");
    setOpen(!open);
  };
  return (
    <section>
      <h2 className={styles.heading}>
        <button
          aria-controls={id}
          aria-expanded={shown}
          disabled={here}
          onClick={turn}
          type="button"
        >
          {title}
          {!here && <Icon name="chevronDown" size={12} />}
        </button>
      </h2>
      <ul aria-label={title} hidden={!shown} id={id}>
        {children}
      </ul>
    </section>
  );
}

/** On a phone the screens beside the cases stand behind one button. */
function MoreTab({ screens }: { screens: ConsoleScreen[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <Popover
      align="end"
      caret={false}
      className={styles.more as string}
      kind="quiet"
      label={
        <span className={styles.tab}>
          <Icon name="more" size={20} />
          {t("shell.more")}
        </span>
      }
      role="menu"
      side="above"
    >
      {(close) => (
        <Menu label={t("shell.more")}>
          {grouped(screens).map(([group, of]) => (
            <MenuGroup key={group} label={t(`shell.group_${group}`)}>
              {of.map(({ to, name }) => (
                <MenuItem
                  key={to}
                  onSelect={() => {
                    close();
                    void navigate({ to });
                  }}
                >
                  {t(`shell.${name}`)}
                </MenuItem>
              ))}
            </MenuGroup>
          ))}
        </Menu>
      )}
    </Popover>
  );
}

function Views() {
  const { t } = useTranslation();
  return VIEWS.map(({ view, icon, search, queue }) => (
    <li key={view}>
      <Link
        activeOptions={{ exact: true, includeSearch: true }}
        className={styles.link}
        search={search as never}
        to="/cases"
      >
        <Icon name={icon} />
        {t(`shell.view_${view}`)}
        {queue && <QueueCount className={styles.count} queue={queue} />}
      </Link>
    </li>
  ));
}

/** On a phone: within the thumb's reach. */
export function TabNavigation({ mayRecord, mayRead, screens }: Permissions) {
  const { t } = useTranslation();
  // Whoever answers for the others looks for who is late, whoever goes there for what waits on the spot.
  const own =
    screens.find(({ name }) => name === "late") ?? screens.find(({ name }) => name === "field");
  return (
    <nav aria-label={t("shell.navigation")} className={styles.tabs}>
      {mayRead && (
        <Link
          activeOptions={{ exact: true, includeSearch: true }}
          className={styles.tab}
          search={{ state: [...OPEN], sort: "due" }}
          to="/cases"
        >
          <Icon name="inbox" size={20} />
          {t("shell.view_open")}
        </Link>
      )}
      {mayRecord && (
        <Link className={styles.tab} to="/cases/new">
          <Icon name="plus" size={20} />
          {t("shell.record")}
        </Link>
      )}
      {own && (
        <Link className={styles.tab} to={own.to}>
          <Icon name={own.name === "late" ? "clock" : "person"} size={20} />
          {t(`shell.${own.name}`)}
        </Link>
      )}
      {screens.length > 0 && <MoreTab screens={screens} />}
    </nav>
  );
}
