import "@shouwen/i18n/rooms/organisation.zh-CN.ts";
import { reactivateStaff, staffMember } from "@shouwen/api/staff.ts";
import type { StaffOut } from "@shouwen/api/types.ts";
import { randomKey } from "@shouwen/core/random-key.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import page from "../../shell/page.module.css";
import { problemText } from "../../shell/problem-notice.tsx";

const StaffDialog = lazy(() => import("./staff-dialog.tsx"));
const HandOverDialog = lazy(() => import("./hand-over-dialog.tsx"));
const LeaveDialog = lazy(() => import("./leave-dialog.tsx"));

/** What can be done about somebody. Nobody switches themselves off, so to oneself that is not offered. */
export function StaffActions({ staff, isReader }: { staff: StaffOut; isReader: boolean }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<"change" | "hand_over" | "leave">();
  const dialog = { staff, onClose: () => setOpen(undefined) };
  return (
    <div className={page.tools}>
      <Button onClick={() => setOpen("change")}>{t("organisation.change_staff")}</Button>
      {staff.active && (
        <Button onClick={() => setOpen("hand_over")}>{t("organisation.hand_over")}</Button>
      )}
      {staff.active && !isReader && (
        <Button kind="danger" onClick={() => setOpen("leave")}>
          {t("organisation.leave")}
        </Button>
      )}
      {!staff.active && <ComeBack staff={staff} />}
      <Suspense>
        {open === "change" && <StaffDialog {...dialog} />}
        {open === "hand_over" && <HandOverDialog {...dialog} />}
        {open === "leave" && <LeaveDialog {...dialog} />}
      </Suspense>
    </div>
  );
}

function ComeBack({ staff }: { staff: StaffOut }) {
  const { t } = useTranslation();
  const toast = useToast();
  const queries = useQueryClient();
  const [key] = useState(randomKey);
  const coming = useMutation({
    mutationFn: () => reactivateStaff(api, key, staff.id),
    onSuccess: ({ data }) => {
      toast.done(t("organisation.came_back", { name: staff.name }));
      queries.setQueryData(staffMember(api, staff.id).queryKey, data);
      void queries.invalidateQueries({ queryKey: ["organisation"] });
    },
    onError: (error) => toast.trouble(problemText(error, t)),
  });
  return (
    <Button busy={coming.isPending} kind="primary" onClick={() => coming.mutate()}>
      {t("organisation.come_back")}
    </Button>
  );
}
