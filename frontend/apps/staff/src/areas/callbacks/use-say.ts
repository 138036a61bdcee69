import { ApiProblem } from "@shouwen/api/problem.ts";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useKey } from "../../shell/use-key.ts";

export const OUTDATED = ["callbacks", "cases", "commitments"];

/** Says something to a callback. */
export function useSay<Values>(
  send: (values: Values, key: string) => Promise<unknown>,
  done: (values: Values) => string,
) {
  const toast = useToast();
  const queries = useQueryClient();
  const { keyFor, taken } = useKey();
  return useMutation({
    mutationFn: (values: Values) => send(values, keyFor(values)),
    onSuccess: (_data, values) => {
      taken();
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
