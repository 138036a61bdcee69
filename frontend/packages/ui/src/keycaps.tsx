import styles from "./keycaps.module.css";

/** `Ctrl+Enter` or `g c` drawn as keys. */
export function Keycaps({ keys }: { keys: string }) {
  return (
    <span className={styles.keys}>
      {keys.split(/[+ ]/).map((key) => (
        <kbd key={key}>{key.length === 1 ? key.toUpperCase() : key}</kbd>
      ))}
    </span>
  );
}
