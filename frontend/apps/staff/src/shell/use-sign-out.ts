import { signOut } from "@shouwen/api/access.ts";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "./api.ts";
import { forgetSession } from "./known-session.ts";
import { forgetLastSeen } from "./last-seen-of.ts";
import { tellSignedOut } from "./live/shared-line.ts";
import { problemText } from "./problem-notice.tsx";

/** Ends the session and leaves for the sign-in page. */
export function useSignOut(): () => void {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const toast = useToast();
  const { t } = useTranslation();
  const leave = useMutation({
    mutationFn: () => signOut(api),
    onSuccess: async () => {
      forgetSession();
      await forgetLastSeen();
      tellSignedOut();
      await navigate({ to: "/signin", search: {} });
      // The next person at this desk must find nothing of the last one's screens.
      queries.clear();
    },
    onError: (error) => toast.trouble(problemText(error, t)),
  });
  return () => leave.mutate();
}
