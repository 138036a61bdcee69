import { randomKey } from "@shouwen/core/random-key.ts";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { problemText } from "../../shell/problem-notice.tsx";

/** Says something that hangs on a case and asks nothing more: one click, and what it changed is read again. */
export function useBeside(id: string) {
  const queries = useQueryClient();
  const toast = useToast();
  const { t } = useTranslation();
  return useMutation({
    mutationFn: (send: (key: string) => Promise<unknown>) => send(randomKey()),
    onError: (error) => toast.trouble(problemText(error, t)),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ["cases", id] }),
        queries.invalidateQueries({ queryKey: ["cordons"] }),
      ]),
  });
}
