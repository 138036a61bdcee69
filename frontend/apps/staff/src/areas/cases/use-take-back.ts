import { useToast } from "@shouwen/ui/toast.tsx";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { problemText } from "../../shell/problem-notice.tsx";

/** Takes back what was just done. Whether it could be or not, what is on screen is read again. */
export function useTakeBack<What, Told>(
  send: (what: What) => Promise<Told>,
  onDone: (told: Told, what: What) => void,
) {
  const { t } = useTranslation();
  const toast = useToast();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: onDone,
    onError: (error) => toast.trouble(problemText(error, t)),
    onSettled: () => queries.invalidateQueries({ queryKey: ["cases"] }),
  });
}
