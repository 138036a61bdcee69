import "@shouwen/i18n/rooms/late.zh-CN.ts";
import { actOnCase } from "@shouwen/api/cases.ts";
import type { CommitmentRow } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { problemText } from "../../shell/problem-notice.tsx";
import { useKey } from "../../shell/use-key.ts";

/** One press asks the owner of the case to see to it; the message names what is due soonest. */
export function UrgeButton({ row }: { row: CommitmentRow }) {
  const { t } = useTranslation();
  const label = useLabels();
  const toast = useToast();
  const { keyFor } = useKey();
  const { id } = row.subject;
  const number = row.subject.number ?? "";
  const urge = useMutation({
    mutationFn: () =>
      actOnCase(api, id, { verb: "urge", body: {}, version: 0, key: keyFor("urge") }),
    onSuccess: () => toast.done(t("late.urged", { number })),
    onError: (error) => toast.trouble(problemText(error, t)),
  });
  const name = label("action", "urge");
  return (
    <Button
      aria-disabled={urge.isSuccess}
      aria-label={`${name} ${number} ${row.title}`}
      busy={urge.isPending}
      kind="quiet"
      onClick={() => urge.mutate()}
    >
      {name}
    </Button>
  );
}
