import { type ReactNode, useId } from "react";
import styles from "./section.module.css";

/** A titled part of a page. */
export function Section(props: {
  title: string;
  hint?: string;
  tools?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.section}>
      <header>
        <h2 id={id}>{props.title}</h2>
        {props.hint && <p>{props.hint}</p>}
        {props.tools}
      </header>
      {props.children}
    </section>
  );
}

/** Names with what they stand for; what there is not is left out. */
export function Facts({ facts }: { facts: [string, ReactNode][] }) {
  return (
    <dl className={styles.facts}>
      {facts
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
