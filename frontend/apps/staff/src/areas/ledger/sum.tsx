import { yuan } from "@shouwen/core/money.ts";
import styles from "./ledger.module.css";

/** A sum of money, as people read it. */
export function Sum({ fen }: { fen: number }) {
  return <span className={styles.sum}>¥{yuan(fen)}</span>;
}
