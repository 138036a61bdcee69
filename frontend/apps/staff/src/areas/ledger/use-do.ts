import { useToast } from "@shouwen/ui/toast.tsx";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useKey } from "../../shell/use-key.ts";
import { OUTDATED } from "./ledger-frame.tsx";

/** Does something at once; sent again, money moves once. */
export function useDo<Values, Answer>(
  send: (values: Values, key: string) => Promise<Answer>,
  done: (values: Values) => string,
) {
  const toast = useToast();
  const queries = useQueryClient();
  const { keyFor, taken } = useKey();
  return useMutation({
    mutationFn: (values: Values) => send(values, keyFor(values)),
    onSuccess: (_answer, values) => {
      taken();
      toast.done(done(values));
    },
    onSettled: () => {
      for (const first of OUTDATED) void queries.invalidateQueries({ queryKey: [first] });
    },
  });
}
