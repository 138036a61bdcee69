import { holds, me } from "@shouwen/api/access.ts";
import { revealPhone } from "@shouwen/api/people.ts";
import type { Dossier, RevealReason } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { labels } from "@shouwen/i18n/labels.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import styles from "./case-page.module.css";
import known from "./known.module.css";
import { Nothing, Panel } from "./panel.tsx";

type Household = Dossier["households"][number];
type Occupant = Household["members"][number];

const REASONS = Object.keys(labels.reveal_reason) as RevealReason[];

/** Who lives there, how they are reached, and what to mind when speaking with them. */
export function UnitPeople({ households }: { households: Household[] }) {
  const { t } = useTranslation();
  const members = households.flatMap((household) => household.members);
  return (
    <Panel title={t("cases.unit.people")}>
      {members.length === 0 && <Nothing>{t("cases.known.nobody")}</Nothing>}
      <ul className={styles.contacts}>
        {members.map((member) => (
          <Member key={member.id} member={member} />
        ))}
      </ul>
    </Panel>
  );
}

function Member({ member }: { member: Occupant }) {
  const { t } = useTranslation();
  const label = useLabels();
  return (
    <li>
      <p className={styles.caller}>
        <strong>{member.name}</strong>
        <span>{label("relation", member.relation)}</span>
        {!member.is_adult && <Tag tone="neutral">{t("cases.unit.minor")}</Tag>}
        {member.note && <Tag tone="amber">{member.note}</Tag>}
      </p>
      <p className={styles.quiet}>
        <time className="figures" dateTime={member.since}>
          {t("cases.unit.since", { day: fullTime(member.since).slice(0, 10) })}
        </time>
      </p>
      {member.phone && <Phone masked={member.phone} member={member} />}
    </li>
  );
}

/** The number is masked until somebody says what it is needed for; who saw it and why stays in the journal. */
function Phone({ member, masked }: { member: Occupant; masked: string }) {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const [asking, setAsking] = useState(false);
  const reveal = useMutation({
    mutationFn: (reason: RevealReason) => revealPhone(api, member.id, reason),
    onSuccess: () => setAsking(false),
  });
  if (reveal.data)
    return (
      <a className="figures" href={`tel:${reveal.data.phone}`}>
        {reveal.data.phone}
      </a>
    );
  return (
    <>
      <p className={known.people}>
        <span className="figures">{masked}</span>
        {holds(person, "people.reveal") && (
          <Button aria-expanded={asking} kind="quiet" onClick={() => setAsking(!asking)}>
            {t("cases.unit.reveal")} <span className="aside">{member.name}</span>
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
    <fieldset className={known.reasons}>
      <legend>{t("cases.unit.reveal_for")}</legend>
      {REASONS.map((reason) => (
        <Button busy={props.busy} key={reason} onClick={() => props.onChoose(reason)}>
          {label("reveal_reason", reason)}
        </Button>
      ))}
    </fieldset>
  );
}
