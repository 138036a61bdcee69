import type { ReactNode } from "react";
import styles from "./organisation.module.css";

/** Names with what they stand for; `none` is said where there is nothing. */
export function Facts({ facts, none }: { facts: [string, ReactNode][]; none: string }) {
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value || <span className={styles.none}>{none}</span>}</dd>
        </div>
      ))}
    </dl>
  );
}
