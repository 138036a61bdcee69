import "@shouwen/i18n/rooms/renovations.zh-CN.ts";
import { holds, me } from "@shouwen/api/access.ts";
import { buttonClass } from "@shouwen/ui/button.tsx";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import page from "../../shell/page.module.css";

const TABS = [
  { to: "/renovations", name: "board", needs: "renovations.read" },
  { to: "/renovations/sites", name: "sites", needs: "renovations.inspect" },
  { to: "/renovations/gate", name: "gate", needs: "renovations.scan" },
  { to: "/renovations/chain", name: "chain", needs: "renovations.manage" },
] as const;

/** The screens of this room, each for those who may use it. */
export function RenovationTabs() {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  return (
    <nav aria-label={t("renovations.title")} className={page.bar}>
      {TABS.filter(({ needs }) => holds(person, needs)).map(({ to, name }) => (
        <Link
          activeOptions={{ exact: true, includeSearch: false }}
          activeProps={{ className: buttonClass("primary") }}
          inactiveProps={{ className: buttonClass("plain") }}
          key={to}
          to={to}
        >
          {t(`renovations.${name}`)}
        </Link>
      ))}
    </nav>
  );
}
