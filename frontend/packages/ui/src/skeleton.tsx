import styles from "./skeleton.module.css";

/** Grey lines in the place of what is loading; announced once as busy by `label`. */
export function Skeleton({ lines, label }: { lines: number; label: string }) {
  return (
    <div aria-busy="true" className={styles.skeleton} role="status">
      <span className="aside">{label}</span>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are alike and never move.
        <span className={styles.line} key={line} />
      ))}
    </div>
  );
}
