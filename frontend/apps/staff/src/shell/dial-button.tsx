import { Button, buttonClass } from "@shouwen/ui/button.tsx";
import { Icon } from "@shouwen/ui/icon.tsx";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { problemText } from "./problem-notice.tsx";

/** One press asks for a number, which is journalled, and dials it; the number stays to be pressed again. */
export function DialButton(props: { ask: () => Promise<{ phone: string }>; children: ReactNode }) {
  const { t } = useTranslation();
  const toast = useToast();
  const reveal = useMutation({
    mutationFn: props.ask,
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
      {props.children}
    </Button>
  );
}
