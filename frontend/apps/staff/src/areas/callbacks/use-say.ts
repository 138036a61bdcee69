import { ApiProblem } from "@shouwen/api/problem.ts";
import { randomKey } from "@shouwen/core/random-key.ts";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";

export const OUTDATED = ["callbacks", "cases", "commitments"];

/**
 * Says something to a callback. The same words carry the same key until they were taken: said again after no
 * answer came they act once, said anew they act anew.
 */
export function useSay<Values>(
  send: (values: Values, key: string) => Promise<unknown>,
  done: (values: Values) => string,
) {
  const toast = useToast();
  const queries = useQueryClient();
  const sent = useRef({ words: "", key: "" });
  return useMutation({
    mutationFn: (values: Values) => {
      const words = JSON.stringify(values);
      if (sent.current.words !== words) sent.current = { words, key: randomKey() };
      return send(values, sent.current.key);
    },
    onSuccess: (_data, values) => {
      sent.current = { words: "", key: "" };
      toast.done(done(values));
    },
    onSettled: (_data, error) => {
      // After a refusal by a rule somebody else was faster: what is on screen is outdated then, too.
      const conflict = error instanceof ApiProblem && [404, 409, 412].includes(error.status);
      if (error && !conflict) return;
      for (const first of OUTDATED) void queries.invalidateQueries({ queryKey: [first] });
    },
  });
}
