import type { CaseOut, ContactOut } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useTranslation } from "react-i18next";
import { ActButton } from "./act-button.tsx";
import styles from "./case-page.module.css";
import { Nothing, Panel } from "./panel.tsx";

/** What was said: the detail written down, then every time somebody reached us about it. */
export function CaseContacts({ shown }: { shown: CaseOut }) {
  const { t } = useTranslation();
  return (
    <Panel
      title={t("cases.case.contacts")}
      tools={<ActButton kind="quiet" shown={shown} verb="add_contact" />}
    >
      {shown.detail && <p className={styles.detail}>{shown.detail}</p>}
      {shown.contacts.length === 0 && <Nothing>{t("cases.case.no_contacts")}</Nothing>}
      <ul className={styles.contacts}>
        {shown.contacts.map((contact) => (
          <Contact contact={contact} key={contact.id} />
        ))}
      </ul>
    </Panel>
  );
}

function useCallerName(): (person: ContactOut["person"]) => string {
  const { t } = useTranslation();
  return (person) => {
    if (person.anonymous) return t("cases.case.anonymous");
    return person.name ?? t("cases.case.no_name");
  };
}

function Contact({ contact }: { contact: ContactOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  const nameOf = useCallerName();
  const { person } = contact;
  const places = contact.places.map((place) => place.label ?? place.text).filter(Boolean);
  return (
    <li>
      <p className={styles.caller}>
        <strong>{nameOf(person)}</strong>
        {person.relation && <span>{label("relation", person.relation)}</span>}
        {person.phone && <span className="figures">{person.phone}</span>}
        {contact.part !== "first" && <Tag tone="amber">{label("contact_part", contact.part)}</Tag>}
        {contact.wants_reply && <Tag tone="blue">{t("cases.record.wants_reply")}</Tag>}
      </p>
      <p className={styles.quiet}>
        <span>{label("channel", contact.channel)}</span>
        <time className="figures" dateTime={contact.heard_at}>
          {fullTime(contact.heard_at)}
        </time>
        <span>{t("cases.case.heard_by", { name: contact.heard_by.name })}</span>
        {places.length > 0 && <span>{places.join("、")}</span>}
      </p>
      {contact.words && <blockquote className={styles.said}>{contact.words}</blockquote>}
    </li>
  );
}
