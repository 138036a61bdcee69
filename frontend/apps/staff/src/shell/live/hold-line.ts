import { ApiProblem } from "@shouwen/api/problem.ts";

export type LineState = "opening" | "live" | "reconnecting";

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;

/** How long to wait before the next try. Spread, so that a server that comes back is not met by all at once. */
export function pauseMs(failures: number, dice = Math.random()): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS) * (0.5 + dice / 2);
}

export interface Line {
  /** Reads until the line breaks; calls `ready` once it is open. */
  read: (ready: () => void, signal: AbortSignal) => Promise<void>;
  state: (state: LineState) => void;
  /** The place in the stream is no longer known: the server was brought back to an earlier day. */
  lost: () => void;
  /** The server no longer knows who is asking. */
  ended: () => void;
}

/** Keeps a line open until `signal`, or until the session has ended. */
export async function holdLine(line: Line, signal: AbortSignal): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    try {
      await line.read(() => {
        failures = 0;
        line.state("live");
      }, signal);
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) return line.ended();
      if (error instanceof ApiProblem && error.code === "cursor_invalid") line.lost();
    }
    if (signal.aborted) return;
    line.state("reconnecting");
    await rest(pauseMs(failures), signal);
    failures += 1;
  }
}

/** Waits, but no longer than until there is a network again or somebody looks at the page. */
function rest(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer);
      window.removeEventListener("online", go);
      document.removeEventListener("visibilitychange", seen);
      signal.removeEventListener("abort", go);
      resolve();
    };
    const seen = () => {
      if (document.visibilityState === "visible") go();
    };
    const timer = setTimeout(go, ms);
    window.addEventListener("online", go);
    document.addEventListener("visibilitychange", seen);
    signal.addEventListener("abort", go);
  });
}
