import { ApiProblem } from "@shouwen/api/problem.ts";
import type { CaseOut } from "@shouwen/api/types.ts";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Verb } from "./acts.ts";

/** Another version than the one on screen, or a state that no longer lets it: somebody else was faster. */
export function isStale(error: unknown): boolean {
  if (!(error instanceof ApiProblem)) return false;
  return error.status === 412 || error.code === "cases.not_now";
}

/**
 * Says a verb to a case. Whatever the answer, what is on screen may be outdated then: after a success
 * because we changed it, after a conflict because somebody else did.
 */
export function useAct<Values>(
  shown: CaseOut,
  verb: Verb,
  send: (values: Values, version: number) => Promise<unknown>,
) {
  const { t } = useTranslation();
  const toast = useToast();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (values: Values) => send(values, shown.version),
    onSuccess: () => toast.done(t(`cases.act.done_${verb}`)),
    onSettled: (_data, error) => {
      const conflict = error instanceof ApiProblem && [404, 409, 412].includes(error.status);
      if (!error || conflict) return queries.invalidateQueries({ queryKey: ["cases"] });
      return undefined;
    },
  });
}
