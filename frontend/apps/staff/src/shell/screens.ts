import { holds } from "@shouwen/api/access.ts";
import type { MeOut } from "@shouwen/api/types.ts";
import type { IconName } from "@shouwen/ui/icon.tsx";

/** The screens beside the cases, those used all day with a letter that follows `g`, drawn only for those who may read what it shows. */
export const SCREENS = [
  { to: "/contacts", name: "contacts", icon: "phone", key: "v", needs: "cases.trace" },
  { to: "/answers", name: "answers", icon: "note", key: "i", needs: "answers.read" },
  { to: "/residents", name: "residents", icon: "person", key: "e", needs: "people.read_residents" },
  { to: "/places", name: "places", icon: "building", key: "w", needs: "places.edit" },
  { to: "/imports", name: "imports", icon: "upload", key: "x", needs: "people.edit" },
  { to: "/board", name: "board", icon: "chart", key: "b", needs: "commitments.read" },
  { to: "/commitments", name: "commitments", icon: "clock", key: "c", needs: "commitments.read" },
  { to: "/callbacks", name: "callbacks", icon: "phone", key: "k", needs: "callbacks.read" },
  {
    to: "/renovations",
    name: "renovations",
    icon: "building",
    key: "z",
    needs: "renovations.read",
  },
  { to: "/duties", name: "duties", icon: "check", key: "d", needs: "duties.read" },
  { to: "/ledger", name: "ledger", icon: "coin", key: "y", needs: "ledger.read" },
  { to: "/standards", name: "standards", icon: "scales", key: "s", needs: "standards.read" },
  { to: "/calendar", name: "calendar", icon: "calendar", key: "l", needs: "worktime.read" },
  { to: "/organisation", name: "organisation", icon: "people", key: "o", needs: "people.read" },
  { to: "/access", name: "rights", icon: "lock", key: "r", needs: "access.manage" },
  { to: "/journal", name: "journal", icon: "history", key: "j", needs: "journal.read" },
  { to: "/health", name: "health", icon: "chart", key: "h", needs: "health.read" },
  { to: "/delivery", name: "delivery", icon: "bell", key: "n", needs: "delivery.manage" },
] as const satisfies readonly Screen[];

interface Screen {
  to: string;
  name: string;
  icon: IconName;
  key?: string;
  needs: string;
}

export type ConsoleScreen = (typeof SCREENS)[number];

export function letterOf(screen: Screen): string | undefined {
  return screen.key;
}

export function screensFor(person: MeOut): ConsoleScreen[] {
  return SCREENS.filter(({ needs }) => holds(person, needs));
}

/** The screens that permissions open, whoever has them. */
export function screensWith(permissions: readonly { name: string }[]): ConsoleScreen[] {
  return SCREENS.filter(({ needs }) => permissions.some(({ name }) => name === needs));
}
