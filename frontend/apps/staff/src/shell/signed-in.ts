import { me } from "@shouwen/api/access.ts";
import { communityList } from "@shouwen/api/places.ts";
import { Unreachable } from "@shouwen/api/problem.ts";
import type { MeOut } from "@shouwen/api/types.ts";
import type { QueryClient } from "@tanstack/react-query";
import { api } from "./api.ts";
import { forgetLastSeen, lastSeenOf } from "./last-seen-of.ts";

const PATIENCE_MS = 8000;

/**
 * Asks who is signed in and where; throws what the server says. `true` where no answer came, and what this
 * person last saw on this device stands in for it.
 */
export async function signedIn(queries: QueryClient): Promise<boolean> {
  try {
    const person = await patiently(asked(queries));
    // Signed in anew as somebody else: the last one's matters are none of theirs.
    if (lastSeenOf() !== person.person.id) await forgetLastSeen();
    return false;
  } catch (error) {
    if (!(error instanceof Unreachable) || !lastSeenOf()) throw error;
    const { restoreLastSeen } = await import("./outbox/last-seen.ts");
    if (!(await restoreLastSeen(queries))) throw error;
    return true;
  }
}

async function asked(queries: QueryClient): Promise<MeOut> {
  // Without a network the question would otherwise wait for one, and the console with it.
  const networkMode = "always";
  const [person] = await Promise.all([
    queries.ensureQueryData({ ...me(api), networkMode }),
    queries.ensureQueryData({ ...communityList(api), networkMode }),
  ]);
  return person;
}

/** In a cellar a question may hang; whoever has something to be shown meanwhile does not wait for ever. */
function patiently<Answer>(answer: Promise<Answer>): Promise<Answer> {
  if (!lastSeenOf()) return answer;
  const late = new Promise<never>((_, refuse) => {
    setTimeout(() => refuse(new Unreachable(null)), PATIENCE_MS);
  });
  return Promise.race([answer, late]);
}
