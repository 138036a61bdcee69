/**
 * How far the server's clock is ahead of this device's, from the `Date` header of an answer that took from
 * `sentMs` to `receivedMs` here. The header tells whole seconds, so what lies within its own blur counts as
 * no difference. Undefined when the header says nothing.
 */
export function clockOffsetMs(
  header: string | null,
  sentMs: number,
  receivedMs: number,
): number | undefined {
  const second = header === null ? Number.NaN : Date.parse(header);
  if (Number.isNaN(second)) return undefined;
  const offset = second + HALF_SECOND_MS - (sentMs + receivedMs) / 2;
  const blur = HALF_SECOND_MS + (receivedMs - sentMs) / 2;
  return Math.abs(offset) <= blur ? 0 : Math.round(offset);
}

const HALF_SECOND_MS = 500;

/** What is left until `dueMs`, or how long it has been over. */
export function timeLeft(dueMs: number, nowMs: number): { over: boolean; ms: number } {
  return { over: nowMs > dueMs, ms: Math.abs(dueMs - nowMs) };
}

/** `mm:ss`, for the last hour: `07:05`. */
export function minutesSeconds(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const pad = (value: number) => String(value).padStart(2, "0");
  return `${pad(Math.floor(seconds / 60))}:${pad(seconds % 60)}`;
}
