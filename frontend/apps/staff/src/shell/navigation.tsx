import type { Queue } from "@shouwen/api/types.ts";
import { Icon, type IconName } from "@shouwen/ui/icon.tsx";
import { Keycaps } from "@shouwen/ui/keycaps.tsx";
import { Menu, MenuItem } from "@shouwen/ui/menu.tsx";
import { Popover } from "@shouwen/ui/popover.tsx";
import { Link, type LinkProps, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import styles from "./navigation.module.css";
import { QueueCount } from "./queue-count.tsx";
import type { ConsoleScreen } from "./screens.ts";

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
      {mayRead && <Views />}
      {screens.length > 0 && <Screens screens={screens} />}
    </nav>
  );
}

function Screens({ screens }: { screens: ConsoleScreen[] }) {
  const { t } = useTranslation();
  return (
    <>
      <h2 className={styles.heading} id="screens">
        {t("shell.screens")}
      </h2>
      <ul aria-labelledby="screens">
        {screens.map(({ to, name, icon }) => (
          <li key={to}>
            <Link activeOptions={{ includeSearch: false }} className={styles.link} to={to}>
              <Icon name={icon} />
              {t(`shell.${name}`)}
            </Link>
          </li>
        ))}
      </ul>
    </>
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
          {screens.map(({ to, name }) => (
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
        </Menu>
      )}
    </Popover>
  );
}

function Views() {
  const { t } = useTranslation();
  return (
    <>
      <h2 className={styles.heading} id="views">
        {t("shell.cases")}
      </h2>
      <ul aria-labelledby="views">
        {VIEWS.map(({ view, icon, search, queue }) => (
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
        ))}
      </ul>
    </>
  );
}

/** On a phone: within the thumb's reach. */
export function TabNavigation({ mayRecord, mayRead, screens }: Permissions) {
  const { t } = useTranslation();
  const mine = { queue: "mine" as const, sort: "due" as const };
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
      {mayRead && (
        <Link
          activeOptions={{ exact: true, includeSearch: true }}
          className={styles.tab}
          search={mine}
          to="/cases"
        >
          <Icon name="person" size={20} />
          {t("shell.view_mine")}
        </Link>
      )}
      {screens.length > 0 && <MoreTab screens={screens} />}
    </nav>
  );
}
