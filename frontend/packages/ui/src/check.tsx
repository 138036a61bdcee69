import type { ComponentProps } from "react";
import styles from "./check.module.css";

/** One thing to tick, with its words; what a form of antd hands in goes to the box. */
export function Check({ children, ...box }: Omit<ComponentProps<"input">, "type">) {
  return (
    <label className={styles.check}>
      <input {...box} type="checkbox" />
      {children}
    </label>
  );
}
