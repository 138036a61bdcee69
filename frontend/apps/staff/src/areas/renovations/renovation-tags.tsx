import "@shouwen/i18n/rooms/renovations.zh-CN.ts";
import type { RenovationRow } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import type { Tone } from "@shouwen/ui/palette.ts";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useTranslation } from "react-i18next";
import styles from "./renovations.module.css";

const TONES: Record<string, Tone> = {
  submitted: "blue",
  reviewed: "blue",
  approved: "teal",
  signed: "teal",
  deposit_paid: "teal",
  permitted: "violet",
  under_way: "violet",
  stopped: "red",
  expired: "red",
  initial_accepted: "amber",
  observed: "amber",
  final_accepted: "green",
  settled: "green",
  refunded: "green",
};

export function RenovationStateTag({ state }: { state: string }) {
  const label = useLabels();
  return (
    <Tag dot tone={TONES[state] ?? "neutral"}>
      {label("renovation_state", state)}
    </Tag>
  );
}

/** What comes next, and what it waits for. */
export function Waits({ shown }: { shown: Pick<RenovationRow, "waits"> }) {
  const { t } = useTranslation();
  const label = useLabels();
  const { waits } = shown;
  if (!waits) return null;
  const who =
    waits.step && `${label("chain_step", waits.step)}${waits.post ? ` · ${waits.post.name}` : ""}`;
  return (
    <div className={styles.waits}>
      <p>
        {waits.until
          ? t("renovations.waits_until", { time: fullTime(waits.until) })
          : t("renovations.waits_for", { action: label("renovation_action", waits.action) })}
        {who && <span className={styles.who}>{who}</span>}
      </p>
      {waits.missing.length > 0 && (
        <ul>
          {waits.missing.map(({ code, message }) => (
            <li key={code}>{message}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
