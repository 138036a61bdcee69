import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import styles from "./button.module.css";
import { Icon, type IconName } from "./icon.tsx";

export type ButtonKind = "primary" | "plain" | "quiet" | "danger";

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: ButtonKind;
  icon?: IconName;
  busy?: boolean;
  children?: ReactNode;
  ref?: Ref<HTMLButtonElement>;
}

export function buttonClass(kind: ButtonKind = "plain"): string {
  return `${styles.button} ${styles[kind]}`;
}

/**
 * A button that is unavailable stays focusable (`aria-disabled`), so that keyboard and screen reader
 * users meet the reason as well.
 */
export function Button({ kind = "plain", icon, busy, children, className, ...rest }: Props) {
  const off = busy || rest["aria-disabled"] === true;
  return (
    <button
      type="button"
      {...rest}
      aria-busy={busy || undefined}
      aria-disabled={off || undefined}
      className={`${buttonClass(kind)} ${children ? "" : styles.square} ${className ?? ""}`}
      onClick={off ? (event) => event.preventDefault() : rest.onClick}
    >
      {busy ? <span className={styles.spinner} /> : icon && <Icon name={icon} />}
      {children}
    </button>
  );
}
