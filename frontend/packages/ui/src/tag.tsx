import type { ReactNode } from "react";
import type { Tone } from "./palette.ts";
import styles from "./tag.module.css";

/** A word on a ground. Colour only supports the word, it never carries the meaning alone. */
export function Tag({
  tone = "neutral",
  dot,
  children,
}: {
  tone?: Tone;
  dot?: boolean;
  children: ReactNode;
}) {
  return (
    <span className={styles.tag} data-tone={tone}>
      {dot && <span className={styles.dot} />}
      {children}
    </span>
  );
}
