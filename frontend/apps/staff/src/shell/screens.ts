import { holds } from "@shouwen/api/access.ts";
import type { MeOut } from "@shouwen/api/types.ts";
import type { IconName } from "@shouwen/ui/icon.tsx";

/** The screens beside the cases, each drawn only for those who may read what it shows. */
export const SCREENS = [
  { to: "/board", name: "board", icon: "chart", needs: "commitments.read" },
  { to: "/commitments", name: "commitments", icon: "clock", needs: "commitments.read" },
  { to: "/callbacks", name: "callbacks", icon: "phone", needs: "callbacks.read" },
  { to: "/duties", name: "duties", icon: "check", needs: "duties.read" },
  { to: "/standards", name: "standards", icon: "scales", needs: "standards.read" },
  { to: "/calendar", name: "calendar", icon: "calendar", needs: "worktime.read" },
  { to: "/organisation", name: "organisation", icon: "people", needs: "people.read" },
  { to: "/delivery", name: "delivery", icon: "bell", needs: "delivery.manage" },
] as const satisfies readonly { to: string; name: string; icon: IconName; needs: string }[];

export type ConsoleScreen = (typeof SCREENS)[number];

export function screensFor(person: MeOut): ConsoleScreen[] {
  return SCREENS.filter(({ needs }) => holds(person, needs));
}
