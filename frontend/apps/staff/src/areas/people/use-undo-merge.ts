import "@shouwen/i18n/rooms/residents.zh-CN.ts";
import { undoMerge } from "@shouwen/api/residents.ts";
import { randomKey } from "@shouwen/core/random-key.ts";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { problemText } from "../../shell/problem-notice.tsx";

/** Takes a merge back by the id of the record that went. */
export function useUndoMerge() {
  const { t } = useTranslation();
  const toast = useToast();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (mergedId: string) => undoMerge(api, randomKey(), mergedId),
    onSuccess: (_told, mergedId) => {
      toast.settled(mergedId);
      toast.done(t("residents.undone"));
      for (const first of ["residents", "cases", "callers"])
        void queries.invalidateQueries({ queryKey: [first] });
    },
    onError: (error) => toast.trouble(problemText(error, t)),
  });
}
