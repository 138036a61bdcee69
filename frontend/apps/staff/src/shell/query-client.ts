import { ApiProblem, Unreachable } from "@shouwen/api/problem.ts";
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";

const FRESH_MS = 10_000;
const MOST_RETRIES = 2;

/** Only what may heal by itself is tried again: no answer at all, or "come back later". */
function isWorthRetrying(failures: number, error: Error): boolean {
  const passing =
    error instanceof Unreachable || (error instanceof ApiProblem && error.status === 503);
  return passing && failures < MOST_RETRIES;
}

/** `onSignedOut` is told whenever the server no longer knows the session, whoever asked. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const onError = (error: Error) => {
    if (error instanceof ApiProblem && error.status === 401) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { staleTime: FRESH_MS, retry: isWorthRetrying },
      // Without a network it is said at once, and what was written stays: nothing waits with a turning wheel.
      mutations: { retry: false, networkMode: "always" },
    },
  });
}
