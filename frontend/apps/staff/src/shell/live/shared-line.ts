import type { Listening } from "@shouwen/api/stream.ts";
import type { EventOut } from "@shouwen/api/types.ts";
import { holdLine, type LineState } from "./hold-line.ts";

const NAME = "shouwen.live";

/** What tabs of one browser say to each other. */
type Word =
  | { kind: "event"; event: EventOut }
  | { kind: "cursor"; cursor: string }
  | { kind: "state"; state: LineState }
  | { kind: "missed" }
  | { kind: "ended" }
  | { kind: "signed_out" }
  | { kind: "hello" };

/** What a tab does about what it hears. */
export interface Ears {
  event: (event: EventOut) => void;
  state: (state: LineState) => void;
  /** Something may have happened that nobody told: all that is shown may be outdated. */
  missed: () => void;
  /** The server no longer knows the session. */
  ended: () => void;
  /** Somebody signed out in another tab. */
  signedOut: () => void;
}

export interface Means {
  read: (cursor: string | undefined, listening: Listening, signal: AbortSignal) => Promise<void>;
  locks: Pick<LockManager, "request"> | undefined;
}

/** Tells the other tabs that nobody is signed in any more. */
export function tellSignedOut(): void {
  const channel = new BroadcastChannel(NAME);
  channel.postMessage({ kind: "signed_out" } satisfies Word);
  channel.close();
}

/**
 * Joins the one stream of this browser. The tab that has the lock holds it and passes on what comes; when
 * that tab closes, the next one takes over at the same place. A browser allows six connections to a server:
 * a stream for each tab would leave none for anything else. Answers how to leave.
 */
export function joinSharedLine(ears: Ears, { read, locks }: Means): () => void {
  const leaving = new AbortController();
  const channel = new BroadcastChannel(NAME);
  let cursor: string | undefined;
  let state: LineState = "opening";
  let holds = false;

  const hear = (word: Word) => {
    if (word.kind === "event") ears.event(word.event);
    else if (word.kind === "cursor") cursor = word.cursor;
    else if (word.kind === "missed") ears.missed();
    else if (word.kind === "ended") ears.ended();
    else if (word.kind === "signed_out") ears.signedOut();
    else if (word.kind === "state" && word.state !== state) {
      state = word.state;
      ears.state(state);
    }
  };
  const tell = (word: Word) => {
    if (leaving.signal.aborted) return;
    channel.postMessage(word);
    hear(word);
  };
  channel.onmessage = ({ data }: MessageEvent<Word>) => {
    if (data.kind !== "hello") return hear(data);
    if (!holds) return;
    channel.postMessage({ kind: "state", state } satisfies Word);
    if (cursor !== undefined) channel.postMessage({ kind: "cursor", cursor } satisfies Word);
  };

  const hold = async () => {
    holds = true;
    await holdLine(
      {
        read: (ready, signal) => {
          const fresh = cursor === undefined;
          const listening: Listening = {
            ready: () => {
              ready();
              // What is on screen was fetched before anybody listened.
              if (fresh) tell({ kind: "missed" });
            },
            event: (event) => tell({ kind: "event", event }),
            cursor: (next) => {
              if (next !== cursor) tell({ kind: "cursor", cursor: next });
            },
          };
          return read(cursor, listening, signal);
        },
        state: (next) => tell({ kind: "state", state: next }),
        lost: () => {
          cursor = undefined;
        },
        ended: () => tell({ kind: "ended" }),
      },
      leaving.signal,
    );
  };

  channel.postMessage({ kind: "hello" } satisfies Word);
  // Without Web Locks (plain http to another machine) each tab holds a line of its own.
  const held = locks ? locks.request(NAME, { signal: leaving.signal }, hold) : hold();
  held.catch(() => undefined); // left while waiting for the lock
  return () => {
    leaving.abort();
    channel.close();
  };
}
