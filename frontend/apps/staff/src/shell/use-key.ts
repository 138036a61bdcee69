import { randomKey } from "@shouwen/core/random-key.ts";
import { useRef } from "react";

/**
 * The Idempotency-Key of what is said. The same words carry the same key until they were taken: said again after no
 * answer came they act once, said anew they act anew.
 */
export function useKey() {
  const last = useRef({ words: "", key: "" });
  return {
    keyFor: (values: unknown) => {
      const words = JSON.stringify([values]);
      if (last.current.words !== words) last.current = { words, key: randomKey() };
      return last.current.key;
    },
    taken: () => {
      last.current = { words: "", key: "" };
    },
  };
}
