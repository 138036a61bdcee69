import "@shouwen/i18n/rooms/callbacks.zh-CN.ts";
import type { QuarterLine } from "@shouwen/api/types.ts";
import { useTranslation } from "react-i18next";
import styles from "./quarter.module.css";

/** Of each line how many were done in time, and how many failed: bars on one scale. The table beside says the same. */
export function QuarterBars({ lines, nameOf }: { lines: QuarterLine[]; nameOf: NameOf }) {
  const { t } = useTranslation();
  const most = Math.max(1, ...lines.map(({ drawn }) => drawn));
  const share = (count: number) => `${(100 * count) / most}%`;
  return (
    <figure aria-hidden className={styles.bars}>
      {lines.map((line) => (
        <div className={styles.line} key={line.key}>
          <span>{nameOf(line)}</span>
          <span className={styles.track}>
            <span className={styles.drawn} style={{ inlineSize: share(line.drawn) }} />
            <span className={styles.done} style={{ inlineSize: share(line.in_window) }} />
            <span className={styles.failed} style={{ inlineSize: share(line.failed) }} />
          </span>
          <span className="figures">{line.drawn}</span>
        </div>
      ))}
      <figcaption className={styles.legend}>
        <span data-of="drawn">{t("callbacks.drawn_count")}</span>
        <span data-of="done">{t("callbacks.done_count")}</span>
        <span data-of="failed">{t("callbacks.failed_count")}</span>
      </figcaption>
    </figure>
  );
}

export type NameOf = (line: QuarterLine) => string;
