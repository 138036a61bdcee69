import { store, stored } from "./stored.ts";

const NAME = "shouwen.last_seen";

/** Whose last seen matters lie on this device; of nobody on most. */
export function lastSeenOf(): string | undefined {
  return stored(NAME);
}

export function noteLastSeenOf(person: string | undefined): void {
  store(NAME, person);
}

/** Takes them away: somebody has signed out, or is somebody else. */
export async function forgetLastSeen(): Promise<void> {
  if (!lastSeenOf()) return;
  const { dropLastSeen } = await import("./outbox/last-seen.ts");
  await dropLastSeen();
}
