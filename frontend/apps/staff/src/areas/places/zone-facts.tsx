import "@shouwen/i18n/rooms/places.zh-CN.ts";
import type { ZoneFact } from "@shouwen/api/types.ts";
import { useTranslation } from "react-i18next";
import styles from "./places.module.css";

/** The card of a zone: what whoever answers for a home there wants to know at once. */
export function ZoneFacts({ facts }: { facts: ZoneFact[] }) {
  const { t } = useTranslation();
  if (facts.length === 0) return <p className={styles.quiet}>{t("places.no_facts")}</p>;
  return (
    <dl className={styles.card}>
      {facts.map(({ label, text }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name than their place
        <Line key={place} label={label} text={text} />
      ))}
    </dl>
  );
}

function Line({ label, text }: ZoneFact) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{text}</dd>
    </>
  );
}
