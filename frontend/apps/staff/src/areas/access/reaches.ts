import type { GrantRow, RoleOut } from "@shouwen/api/types.ts";

type Permission = RoleOut["permissions"][number];
type Place = Pick<GrantRow, "zone" | "department">;

/** How far a permission goes at the place of a grant: a zone or department cuts all that is wider. */
export function reachAt(reach: Permission["reach"], grant: Place | undefined): Permission["reach"] {
  if (reach === "own" || !grant) return reach;
  if (grant.zone) return "zone";
  if (grant.department) return "department";
  // A role made for a zone reaches nothing of its own accord when it is given for more.
  return reach === "community" ? "community" : "own";
}

/** Permissions by the area they belong to, in the order they are told. */
export function areasOf(permissions: readonly Permission[]): [string, Permission[]][] {
  const areas = new Map<string, Permission[]>();
  for (const one of permissions) {
    const area = one.name.split(".")[0] ?? "";
    areas.set(area, [...(areas.get(area) ?? []), one]);
  }
  return [...areas];
}
