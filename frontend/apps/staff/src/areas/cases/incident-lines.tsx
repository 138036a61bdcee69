import "@shouwen/i18n/rooms/incidents.zh-CN.ts";
import type { KnownIncident } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import styles from "./known.module.css";

/** What is known to be going on, with the words to tell whoever calls. */
export function IncidentLines({ incidents }: { incidents: KnownIncident[] }) {
  if (incidents.length === 0) return null;
  return (
    <ul className={styles.lines}>
      {incidents.map((one) => (
        <li key={one.id}>
          <Link className={styles.number} params={{ id: one.id }} to="/cases/$id">
            {one.number}
          </Link>
          <span className={styles.title}>
            <IncidentWords shown={one} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What is the matter, what to tell whoever calls, and when it is expected to be over. */
export function IncidentWords({ shown }: { shown: KnownIncident }) {
  const { t } = useTranslation();
  return (
    <>
      <strong>{shown.title}</strong> {shown.words}
      {shown.expected_end_at && (
        <span className={styles.soft}>
          {" "}
          {t("cases.incident.end")}{" "}
          <time className="figures" dateTime={shown.expected_end_at}>
            {fullTime(shown.expected_end_at)}
          </time>
        </span>
      )}
    </>
  );
}
