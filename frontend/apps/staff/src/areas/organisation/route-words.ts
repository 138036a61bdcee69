import type { RouteOut } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";

/** What a line of the routing table is about: `报修 · 电梯 · 东区`. */
export function useRouteWords(): (route: RouteOut) => string {
  const label = useLabels();
  return ({ kind, category, complaint_class, zone }) =>
    [
      label("kind", kind),
      complaint_class && label("complaint_class", complaint_class),
      category && label("category", category),
      zone?.name,
    ]
      .filter(Boolean)
      .join(" · ");
}
