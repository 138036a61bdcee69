import { me } from "@shouwen/api/access.ts";
import { communityList } from "@shouwen/api/places.ts";
import { onlineManager, type QueryClient, type QueryKey } from "@tanstack/react-query";
import { api } from "../api.ts";
import { lastSeenOf, noteLastSeenOf } from "../last-seen-of.ts";
import { deviceTable } from "./device-table.ts";

const PAUSE_MS = 1500;
// What is older than a long weekend misleads more than it helps.
const LONGEST_MS = 4 * 24 * 60 * 60_000;
const ID = "field";

interface Answered {
  key: QueryKey;
  data: unknown;
  at: number;
}

interface Seen {
  id: typeof ID;
  person: string;
  at: number;
  answers: Answered[];
}

const table = deviceTable<Seen>("shouwen.last_seen", "seen");
// Without these two the console does not start.
const NEEDED: unknown[] = [me(api).queryKey[0], communityList(api).queryKey[0]];

/**
 * Keeps what the page for phones shows, each time it changes, for a start without a network. It is of one
 * person, and goes when they sign out, when their session ends, and when somebody else signs in.
 */
export function keepLastSeen(
  queries: QueryClient,
  person: string,
  shows: (key: QueryKey) => boolean,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const save = () => {
    timer = undefined;
    // Gone meanwhile: somebody has signed out, here or in another tab.
    if (lastSeenOf() !== person) return;
    const all = queries.getQueryCache().getAll();
    const answers = all
      .filter(
        ({ queryKey, state }) => state.data && (NEEDED.includes(queryKey[0]) || shows(queryKey)),
      )
      .map(({ queryKey, state }) => ({ key: queryKey, data: state.data, at: state.dataUpdatedAt }));
    // As old as the server's last word, however often the page was opened since.
    const at = Math.max(...answers.map((one) => one.at));
    void table.put({ id: ID, person, at, answers }).catch(() => {});
  };
  const soon = () => {
    timer ??= setTimeout(save, PAUSE_MS);
  };
  noteLastSeenOf(person);
  soon();
  const leave = queries.getQueryCache().subscribe(({ type, query }) => {
    if (type === "updated" && shows(query.queryKey)) soon();
  });
  return () => {
    leave();
    clearTimeout(timer);
  };
}

/** Puts what was last seen where the server's answers would be. Whether there was anything. */
export async function restoreLastSeen(queries: QueryClient): Promise<boolean> {
  const person = lastSeenOf();
  const [seen] = person ? await table.all().catch(() => []) : [];
  if (!seen || seen.person !== person || Date.now() - seen.at > LONGEST_MS) {
    await dropLastSeen();
    return false;
  }
  // It takes a page to begin online, and would then miss the moment when it is.
  onlineManager.setOnline(navigator.onLine);
  for (const { key, data, at } of seen.answers) queries.setQueryData(key, data, { updatedAt: at });
  return true;
}

export async function dropLastSeen(): Promise<void> {
  noteLastSeenOf(undefined);
  await table.remove(ID).catch(() => {});
}
