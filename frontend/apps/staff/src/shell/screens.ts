import { holds } from "@shouwen/api/access.ts";
import type { MeOut } from "@shouwen/api/types.ts";
import type { IconName } from "@shouwen/ui/icon.tsx";

/** What the screens are grouped by at the side, in this order; a group without screens for the reader is not drawn. */
export const GROUPS = ["daily", "promises", "homes", "money", "works", "house", "system"] as const;
export type ScreenGroup = (typeof GROUPS)[number];

/** Open until the reader says otherwise: what is used all day. */
export const OPEN_AT_FIRST: readonly ScreenGroup[] = ["daily", "promises"];

/** The screens beside the cases, those used all day with a letter that follows `g`, drawn only for those who may read what it shows. */
export const SCREENS = [
  { to: "/field", name: "field", group: "daily", icon: "check", key: "y", needs: "cases.arrive" },
  {
    to: "/contacts",
    name: "contacts",
    group: "daily",
    icon: "phone",
    key: "v",
    needs: "cases.trace",
  },
  {
    to: "/answers",
    name: "answers",
    group: "daily",
    icon: "note",
    key: "i",
    needs: "answers.read",
  },
  {
    to: "/emergencies",
    name: "emergencies",
    group: "daily",
    icon: "alert",
    needs: "cases.read_plans",
  },
  {
    to: "/callbacks",
    name: "callbacks",
    group: "daily",
    icon: "phone",
    key: "k",
    needs: "callbacks.read",
  },
  { to: "/duties", name: "duties", group: "daily", icon: "check", key: "d", needs: "duties.read" },
  {
    to: "/board",
    name: "board",
    group: "promises",
    icon: "chart",
    key: "b",
    needs: "commitments.read",
  },
  {
    to: "/late",
    name: "late",
    group: "promises",
    icon: "alert",
    key: "z",
    needs: "commitments.excuse",
  },
  {
    to: "/commitments",
    name: "commitments",
    group: "promises",
    icon: "clock",
    key: "c",
    needs: "commitments.read",
  },
  {
    to: "/suggestions",
    name: "suggestions",
    group: "promises",
    icon: "hand",
    needs: "cases.publish_suggestion",
  },
  {
    to: "/renovations",
    name: "renovations",
    group: "works",
    icon: "building",
    needs: "renovations.read",
  },
  {
    to: "/renovations/gate",
    name: "gate",
    group: "daily",
    icon: "lock",
    needs: "renovations.scan",
  },
  {
    to: "/defects",
    name: "defects",
    group: "works",
    icon: "scales",
    needs: "cases.read_defects",
  },
  {
    to: "/ledger",
    name: "ledger",
    group: "money",
    icon: "coin",
    needs: "ledger.read",
  },
  {
    to: "/residents",
    name: "residents",
    group: "homes",
    icon: "person",
    key: "e",
    needs: "people.read_residents",
  },
  {
    to: "/places",
    name: "places",
    group: "homes",
    icon: "building",
    key: "w",
    needs: "places.edit",
  },
  {
    to: "/imports",
    name: "imports",
    group: "homes",
    icon: "upload",
    key: "x",
    needs: "people.edit",
  },
  {
    to: "/case-types",
    name: "types",
    group: "house",
    icon: "list",
    needs: "cases.manage_types",
  },
  { to: "/sorting", name: "sorting", group: "house", icon: "list", needs: "cases.manage_sorting" },
  { to: "/macros", name: "macros", group: "house", icon: "list", needs: "cases.manage_macros" },
  {
    to: "/standards",
    name: "standards",
    group: "house",
    icon: "scales",
    key: "s",
    needs: "standards.read",
  },
  {
    to: "/calendar",
    name: "calendar",
    group: "house",
    icon: "calendar",
    key: "l",
    needs: "worktime.read",
  },
  {
    to: "/organisation",
    name: "organisation",
    group: "house",
    icon: "people",
    key: "o",
    needs: "people.read",
  },
  {
    to: "/access",
    name: "rights",
    group: "system",
    icon: "lock",
    key: "r",
    needs: "access.manage",
  },
  {
    to: "/journal",
    name: "journal",
    group: "system",
    icon: "history",
    key: "j",
    needs: "journal.read",
  },
  { to: "/health", name: "health", group: "system", icon: "chart", key: "h", needs: "health.read" },
  {
    to: "/delivery",
    name: "delivery",
    group: "system",
    icon: "bell",
    key: "n",
    needs: "delivery.manage",
  },
] as const satisfies readonly Screen[];

interface Screen {
  to: string;
  name: string;
  group: ScreenGroup;
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

/** The same screens under their groups. */
export function grouped(screens: readonly ConsoleScreen[]): [ScreenGroup, ConsoleScreen[]][] {
  const all = GROUPS.map((group): [ScreenGroup, ConsoleScreen[]] => [
    group,
    screens.filter((screen) => screen.group === group),
  ]);
  return all.filter(([, of]) => of.length > 0);
}
