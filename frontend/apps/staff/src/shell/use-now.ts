import { clockOffsetMs } from "@shouwen/core/server-clock.ts";
import { useSyncExternalStore } from "react";

/** A clock that many look at and that only runs while somebody does. */
function ticking(everyMs: number) {
  const listeners = new Set<() => void>();
  let now = serverNow();
  let timer: ReturnType<typeof setInterval> | undefined;
  const tick = () => {
    now = serverNow();
    for (const tell of listeners) tell();
  };
  return {
    tick,
    read: () => now,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      if (timer === undefined) {
        now = serverNow();
        timer = setInterval(tick, everyMs);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}

let offsetMs = 0;

/** Now, by the server. */
export function serverNow(): Date {
  return new Date(Date.now() + offsetMs);
}

const slow = ticking(30_000);
const fast = ticking(1000);

/** Takes an answer's time, so that promises are counted by the server's clock and not by this desk's. */
export function noteServerTime(header: string | null, sentMs: number, receivedMs: number): void {
  const found = clockOffsetMs(header, sentMs, receivedMs);
  if (found === undefined || Math.abs(found - offsetMs) < 1000) return;
  offsetMs = found;
  slow.tick();
  fast.tick();
}

// A page that slept does not wait for the next tick.
globalThis.document?.addEventListener("visibilitychange", () => {
  slow.tick();
  fast.tick();
});

/** The time of day by the server, one clock for the whole page: ages on one screen never disagree. */
export function useNow(): Date {
  return useSyncExternalStore(slow.subscribe, slow.read);
}

/** The same clock, each second: for what is counted down. */
export function useSecond(): Date {
  return useSyncExternalStore(fast.subscribe, fast.read);
}
