import "@shouwen/i18n/rooms/incidents.zh-CN.ts";
import { holds, me } from "@shouwen/api/access.ts";
import type { CaseOut, ContactOut } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useSuspenseQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import styles from "./case-page.module.css";
import { Nothing, Panel } from "./panel.tsx";
import { useCallerName } from "./use-caller-name.ts";

const AnswerDialog = lazy(() => import("./answer-dialog.tsx"));
const IncidentDialog = lazy(() => import("./incident-dialog.tsx"));
const ENDED = ["closed", "voided"];
const OVER = ["finished", "confirmed", "closed"];

/** An incident: what callers are told, where it is, and who still has to hear that it is over. */
export default function IncidentPanel({ shown }: { shown: CaseOut }) {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const [changing, setChanging] = useState(false);
  const speaks = holds(person, "cases.respond");
  // Who was told that it goes on has still to hear that it is over.
  const mayTell = speaks && OVER.includes(shown.state);
  const wanting = shown.contacts.filter((one) => one.wants_reply);
  const waiting = wanting.filter((one) => !one.answered_at);
  return (
    <Panel
      hint={t("cases.incident.callers", {
        count: shown.contacts.length,
        waiting: waiting.length,
      })}
      title={t("cases.incident.title")}
      tools={
        speaks &&
        !ENDED.includes(shown.state) && (
          <Button kind="quiet" onClick={() => setChanging(true)}>
            {t("cases.incident.change")}
          </Button>
        )
      }
    >
      <Described shown={shown} />
      <ul className={styles.contacts}>
        {wanting.map((one) => (
          <Wanting contact={one} key={one.id} mayTell={mayTell} />
        ))}
      </ul>
      {changing && (
        <Suspense>
          <IncidentDialog onClose={() => setChanging(false)} shown={shown} />
        </Suspense>
      )}
    </Panel>
  );
}

function Described({ shown }: { shown: CaseOut }) {
  const { t } = useTranslation();
  const { words, expected_end_at, places } = shown.incident ?? {};
  return (
    <>
      {words ? (
        <p className={styles.detail}>{words}</p>
      ) : (
        <Nothing>{t("cases.incident.no_words")}</Nothing>
      )}
      <p className={styles.quiet}>
        {expected_end_at && (
          <span>
            {t("cases.incident.end")}{" "}
            <time className="figures" dateTime={expected_end_at}>
              {fullTime(expected_end_at)}
            </time>
          </span>
        )}
        {places && places.length > 0 && (
          <span>
            {t("cases.incident.places")} {places.map((place) => place.label).join("、")}
          </span>
        )}
      </p>
    </>
  );
}

/** Somebody who wants to hear: told by whom, or still to be told, by one press and a word. */
function Wanting({ contact, mayTell }: { contact: ContactOut; mayTell: boolean }) {
  const { t } = useTranslation();
  const [telling, setTelling] = useState(false);
  const name = useCallerName()(contact.person);
  const { phone, resident_id } = contact.person;
  return (
    <li>
      <p className={styles.caller}>
        <strong>{name}</strong>
        {phone && <span className="figures">{phone}</span>}
        {contact.places
          .map((place) => place.label)
          .filter(Boolean)
          .join("、")}
        {contact.answered_at && contact.answered_by && (
          <Tag tone="green">{t("cases.incident.told", { name: contact.answered_by.name })}</Tag>
        )}
        {!contact.answered_at && contact.reply_due_at && (
          <Tag tone="amber">
            {t("cases.incident.due", { time: fullTime(contact.reply_due_at) })}
          </Tag>
        )}
        {!contact.answered_at && !phone && !resident_id && (
          <Tag>{t("cases.incident.unreachable")}</Tag>
        )}
        {!contact.answered_at && mayTell && (
          <Button icon="check" onClick={() => setTelling(true)}>
            {t("cases.incident.tell")} <span className="aside">{name}</span>
          </Button>
        )}
      </p>
      {contact.answer && <p className={styles.quiet}>{contact.answer}</p>}
      {telling && (
        <Suspense>
          <AnswerDialog id={contact.id} name={name} onClose={() => setTelling(false)} />
        </Suspense>
      )}
    </li>
  );
}
