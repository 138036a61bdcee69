import type { Dossier } from "@shouwen/api/types.ts";
import { Link } from "@tanstack/react-router";
import { StateTag } from "./case-tags.tsx";
import { DueClock } from "./due-clock.tsx";
import styles from "./known.module.css";

/** Cases, a line each: number, state, title, who has it, and how long is left. */
export function CaseLines({ cases }: { cases: Dossier["open_cases"] }) {
  if (cases.length === 0) return null;
  return (
    <ul className={styles.lines}>
      {cases.map((row) => (
        <li key={row.id}>
          <Link className={styles.number} params={{ id: row.id }} to="/cases/$id">
            {row.number}
          </Link>
          <StateTag state={row.state} />
          <span className={styles.title}>{row.title}</span>
          <span className={styles.soft}>{row.owner.name}</span>
          {row.due_at && <DueClock at={row.due_at} />}
        </li>
      ))}
    </ul>
  );
}
