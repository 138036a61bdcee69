import type { QueryClient, QueryKey } from "@tanstack/react-query";

const GATHER_MS = 250;

/**
 * Fetches again what became outdated: gathered for a moment, and the next round only when the last has
 * come in, so that a storm of events costs one request after the other and never cancels them for ever.
 */
export function createRefresher(queries: QueryClient): (keys: QueryKey[]) => void {
  const waiting = new Map<string, QueryKey>();
  let busy = false;

  const round = async () => {
    while (waiting.size > 0) {
      await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
      const keys = [...waiting.values()];
      waiting.clear();
      await Promise.all(keys.map((queryKey) => queries.invalidateQueries({ queryKey })));
    }
    busy = false;
  };

  return (keys) => {
    for (const key of keys) waiting.set(JSON.stringify(key), key);
    if (busy || waiting.size === 0) return;
    busy = true;
    void round();
  };
}
