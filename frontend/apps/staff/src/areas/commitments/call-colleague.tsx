import "@shouwen/i18n/rooms/late.zh-CN.ts";
import { revealColleague } from "@shouwen/api/delivery.ts";
import { Button, buttonClass } from "@shouwen/ui/button.tsx";
import { Icon } from "@shouwen/ui/icon.tsx";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { problemText } from "../../shell/problem-notice.tsx";

/** One press asks for a colleague's number, which is journalled, and dials it. */
export function CallColleague(props: {
  callee: { id: string; name: string };
  /** Whether the reader sees whom already. */
  named: boolean;
}) {
  const { id, name } = props.callee;
  const { t } = useTranslation();
  const toast = useToast();
  const reveal = useMutation({
    mutationFn: () => revealColleague(api, id),
    onSuccess: ({ phone }) => {
      window.location.href = `tel:${phone}`;
    },
    onError: (error) => toast.trouble(problemText(error, t)),
  });
  if (reveal.data)
    return (
      <a className={`${buttonClass()} figures`} href={`tel:${reveal.data.phone}`}>
        <Icon name="phone" /> {reveal.data.phone}
      </a>
    );
  return (
    <Button busy={reveal.isPending} icon="phone" onClick={() => reveal.mutate()}>
      {t("late.call")} <span className={props.named ? "aside" : undefined}>{name}</span>
    </Button>
  );
}
