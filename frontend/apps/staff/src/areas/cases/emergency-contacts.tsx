import {
  type EmergencyContact,
  type FamilyCall,
  type HelpOut,
  recordFamilyCall,
  revealEmergencyPhone,
} from "@shouwen/api/emergencies.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { labels } from "@shouwen/i18n/rooms/help.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import styles from "./help.module.css";
import { Nothing, Panel } from "./panel.tsx";
import { useBeside } from "./use-beside.ts";

const OUTCOMES = Object.keys(labels.family_call) as FamilyCall[];

/** The emergency contacts of the household: one tap shows the number and dials it, another says what came of it. */
export function EmergencyContacts({ id, help }: { id: string; help: HelpOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  return (
    <Panel hint={t("help.contacts_hint")} title={t("help.contacts")}>
      {help.contacts.length === 0 && <Nothing>{t("help.no_contacts")}</Nothing>}
      <ul className={styles.contacts}>
        {help.contacts.map((one) => (
          <Contact id={id} key={one.resident_id} mayReveal={help.may_reveal} who={one} />
        ))}
      </ul>
      {help.calls.length > 0 && (
        <ul aria-label={t("help.calls")} className={styles.calls}>
          {help.calls.map((call) => (
            <li key={call.no}>
              <time className="figures" dateTime={call.at}>
                {fullTime(call.at)}
              </time>
              <span>{t("help.called", { by: call.called_by.name, who: call.resident.name })}</span>
              <Tag tone={call.outcome === "no_answer" ? "amber" : "green"}>
                {label("family_call", call.outcome)}
              </Tag>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Contact(props: { id: string; who: EmergencyContact; mayReveal: boolean }) {
  const { id, who } = props;
  const { t } = useTranslation();
  const label = useLabels();
  const say = useBeside(id);
  const reveal = useMutation({
    mutationFn: () => revealEmergencyPhone(api, id, who.resident_id),
    // A tap is one tap: the telephone dials as soon as the number is known.
    onSuccess: ({ phone }) => window.location.assign(`tel:${phone}`),
  });
  return (
    <li>
      <p>
        <strong>{who.name}</strong> {label("relation", who.relation)}{" "}
        {reveal.data ? (
          <a className="figures" href={`tel:${reveal.data.phone}`}>
            {reveal.data.phone}
          </a>
        ) : (
          <span className="figures">{who.phone}</span>
        )}
      </p>
      <div className={styles.tools}>
        {props.mayReveal && who.phone && !reveal.data && (
          <Button
            busy={reveal.isPending}
            icon="phone"
            kind="primary"
            onClick={() => reveal.mutate()}
          >
            {t("help.dial")} <span className="aside">{who.name}</span>
          </Button>
        )}
        {/* biome-ignore lint/a11y/useSemanticElements: buttons that act at once, not fields of a form. */}
        <div aria-label={t("help.came_of_it", { name: who.name })} role="group">
          {OUTCOMES.map((outcome) => (
            <Button
              key={outcome}
              kind="quiet"
              onClick={() =>
                say.mutate((key) =>
                  recordFamilyCall(api, key, id, { resident_id: who.resident_id, outcome }),
                )
              }
            >
              {label("family_call", outcome)}
            </Button>
          ))}
        </div>
      </div>
      {reveal.isError && <ProblemNotice error={reveal.error} />}
    </li>
  );
}
