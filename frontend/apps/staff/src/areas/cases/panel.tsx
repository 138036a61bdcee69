import { type ReactNode, useId } from "react";
import styles from "./panel.module.css";

/** A titled part of the case page. */
export function Panel({
  title,
  hint,
  tools,
  children,
}: {
  title: string;
  hint?: string;
  tools?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.panel}>
      <header className={styles["panel-head"]}>
        <h2 id={id}>{title}</h2>
        {hint && <p>{hint}</p>}
        {tools && <div className={styles.tools}>{tools}</div>}
      </header>
      {children}
    </section>
  );
}

export function Nothing({ children }: { children: ReactNode }) {
  return <p className={styles.nothing}>{children}</p>;
}
