import { fromLocalMinute } from "@shouwen/core/instant.ts";

const UNIT_MS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Whether a local minute lies further back than may be recorded without a reason. */
export function needsLateReason(
  heardAt: string | undefined,
  limit: { value: unknown; unit: string },
  now: Date,
): boolean {
  if (!heardAt) return false;
  const unit = UNIT_MS[limit.unit];
  // What this program cannot count is for the server to ask.
  if (!unit) return true;
  return now.getTime() - Date.parse(fromLocalMinute(heardAt)) > Number(limit.value) * unit;
}
