import { randomKey } from "@shouwen/core/random-key.ts";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { OUTDATED } from "./ledger-frame.tsx";

/** Does something at once. The same words carry the same key until they were taken: money moves once. */
export function useDo<Values, Answer>(
  send: (values: Values, key: string) => Promise<Answer>,
  done: (values: Values) => string,
) {
  const toast = useToast();
  const queries = useQueryClient();
  const sent = useRef({ words: "", key: "" });
  return useMutation({
    mutationFn: (values: Values) => {
      const words = JSON.stringify([values]);
      if (sent.current.words !== words) sent.current = { words, key: randomKey() };
      return send(values, sent.current.key);
    },
    onSuccess: (_answer, values) => {
      sent.current = { words: "", key: "" };
      toast.done(done(values));
    },
    onSettled: () => {
      for (const first of OUTDATED) void queries.invalidateQueries({ queryKey: [first] });
    },
  });
}
