import "@shouwen/i18n/rooms/field.zh-CN.ts";
import { holds, me } from "@shouwen/api/access.ts";
import { revealCaller } from "@shouwen/api/cases.ts";
import type { ContactOut } from "@shouwen/api/types.ts";
import { Button, buttonClass } from "@shouwen/ui/button.tsx";
import { Icon } from "@shouwen/ui/icon.tsx";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { problemText } from "../../shell/problem-notice.tsx";

/** One press asks for the number, which is journalled, and dials it. */
export function CallButton({ caseId, contacts }: { caseId: string; contacts: ContactOut[] }) {
  const { t } = useTranslation();
  const toast = useToast();
  const { data: person } = useSuspenseQuery(me(api));
  const reveal = useMutation({
    mutationFn: () => revealCaller(api, caseId, "call_back"),
    onSuccess: ({ phone }) => {
      window.location.href = `tel:${phone}`;
    },
    onError: (error) => toast.trouble(problemText(error, t)),
  });
  const [first] = contacts;
  const known = first?.person.phone || first?.person.resident_id;
  if (!first || !known || first.person.anonymous || !holds(person, "cases.reveal")) return null;
  if (reveal.data)
    return (
      <a className={`${buttonClass()} figures`} href={`tel:${reveal.data.phone}`}>
        <Icon name="phone" /> {reveal.data.phone}
      </a>
    );
  return (
    <Button busy={reveal.isPending} icon="phone" onClick={() => reveal.mutate()}>
      {t("field.call")} <span className="aside">{first.person.name}</span>
    </Button>
  );
}
