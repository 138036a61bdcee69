import "@shouwen/i18n/rooms/record.zh-CN.ts";
import { holds, me } from "@shouwen/api/access.ts";
import type { CaseOut, ContactOut } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { ActButton } from "./act-button.tsx";
import styles from "./case-page.module.css";
import { Nothing, Panel } from "./panel.tsx";
import { useCallerName } from "./use-caller-name.ts";

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

function Contact({ contact }: { contact: ContactOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  const nameOf = useCallerName();
  const { person } = contact;
  return (
    <li>
      <p className={styles.caller}>
        <strong>
          <Caller id={person.resident_id} name={nameOf(person)} />
        </strong>
        {person.relation && <span>{label("relation", person.relation)}</span>}
        {person.phone && <span className="figures">{person.phone}</span>}
        {contact.part && contact.part !== "first" && (
          <Tag tone="amber">{label("contact_part", contact.part)}</Tag>
        )}
        {contact.wants_reply && <Tag tone="blue">{t("cases.record.wants_reply")}</Tag>}
      </p>
      <p className={styles.quiet}>
        <span>{label("channel", contact.channel)}</span>
        <time className="figures" dateTime={contact.heard_at}>
          {fullTime(contact.heard_at)}
        </time>
        <span>{t("cases.case.heard_by", { name: contact.heard_by.name })}</span>
        {contact.rings !== null && contact.rings_within !== null && (
          <Rings most={contact.rings_within} rings={contact.rings} />
        )}
        {contact.external_ref && (
          <span className="figures">
            {contact.external_ref.system} {contact.external_ref.id}
          </span>
        )}
        {contact.outside_due_at && (
          <span>
            {t("cases.outside.due")}{" "}
            <time className="figures" dateTime={contact.outside_due_at}>
              {fullTime(contact.outside_due_at)}
            </time>
          </span>
        )}
        {contact.places.map((place) => (
          <Place
            key={`${place.role} ${place.unit_id ?? place.label ?? place.text}`}
            place={place}
          />
        ))}
      </p>
      {contact.words && <blockquote className={styles.said}>{contact.words}</blockquote>}
    </li>
  );
}

/** How often it rang; amber where that was more than the standard allowed then (RC-01). */
function Rings({ rings, most }: { rings: number; most: number }) {
  const { t } = useTranslation();
  const text = t("cases.record.rang", { rings, most });
  return rings > most ? <Tag tone="amber">{text}</Tag> : <span>{text}</span>;
}

/** Who it was: a resident on record leads to all that is known of them. */
function Caller({ id, name }: { id: string | null; name: string }) {
  const { data: reader } = useSuspenseQuery(me(api));
  if (!id || !holds(reader, "people.read_residents")) return name;
  return (
    <Link params={{ id }} to="/residents/$id">
      {name}
    </Link>
  );
}

/** Where it is: a home leads to all that is known of it. */
function Place({ place }: { place: ContactOut["places"][number] }) {
  const { data: person } = useSuspenseQuery(me(api));
  const words = place.label ?? place.text;
  if (!words) return null;
  if (!place.unit_id || !holds(person, "people.read_residents")) return <span>{words}</span>;
  return (
    <Link params={{ id: place.unit_id }} to="/units/$id">
      {words}
    </Link>
  );
}
