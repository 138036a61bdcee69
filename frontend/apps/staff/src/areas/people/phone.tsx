import { holds, me } from "@shouwen/api/access.ts";
import { revealPhone } from "@shouwen/api/people.ts";
import type { RevealReason } from "@shouwen/api/types.ts";
import { labels } from "@shouwen/i18n/rooms/residents.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import styles from "./people.module.css";

const REASONS = Object.keys(labels.reveal_reason) as RevealReason[];

interface Props {
  of: { id: string; name: string };
  masked: string;
  /** Which of several; without it the first. */
  phoneId?: string;
}

/** The number is masked until somebody says what it is needed for; who saw it and why stays in the journal. */
export function Phone({ of, masked, phoneId }: Props) {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const [asking, setAsking] = useState(false);
  const reveal = useMutation({
    mutationFn: (reason: RevealReason) => revealPhone(api, of.id, reason, phoneId),
    onSuccess: () => setAsking(false),
  });
  if (reveal.data)
    return (
      <a className={`figures ${styles.link}`} href={`tel:${reveal.data.phone}`}>
        {reveal.data.phone}
      </a>
    );
  return (
    <>
      <p className={styles.line}>
        <span className="figures">{masked}</span>
        {holds(person, "people.reveal") && (
          <Button aria-expanded={asking} kind="quiet" onClick={() => setAsking(!asking)}>
            {t("cases.unit.reveal")} <span className="aside">{of.name}</span>
          </Button>
        )}
      </p>
      {asking && <Reasons busy={reveal.isPending} onChoose={reveal.mutate} />}
      {reveal.isError && <ProblemNotice error={reveal.error} />}
    </>
  );
}

function Reasons(props: { busy: boolean; onChoose: (reason: RevealReason) => void }) {
  const { t } = useTranslation();
  const label = useLabels();
  return (
    <fieldset className={styles.reasons}>
      <legend>{t("cases.unit.reveal_for")}</legend>
      {REASONS.map((reason) => (
        <Button busy={props.busy} key={reason} onClick={() => props.onChoose(reason)}>
          {label("reveal_reason", reason)}
        </Button>
      ))}
    </fieldset>
  );
}
