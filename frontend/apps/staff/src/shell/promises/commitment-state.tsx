import type { CommitmentOut } from "@shouwen/api/types.ts";
import { minutesSeconds, timeLeft } from "@shouwen/core/server-clock.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Icon, type IconName } from "@shouwen/ui/icon.tsx";
import type { Tone } from "@shouwen/ui/palette.ts";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useTranslation } from "react-i18next";
import { spanText } from "../span-text.ts";
import { useSecond } from "../use-now.ts";

const HOUR_MS = 3_600_000;

const LOOKS: Record<string, { tone: Tone; icon: IconName }> = {
  open: { tone: "blue", icon: "clock" },
  overdue: { tone: "red", icon: "alert" },
  kept: { tone: "green", icon: "check" },
  late: { tone: "amber", icon: "history" },
  missed: { tone: "red", icon: "close" },
  waived: { tone: "neutral", icon: "arrowRight" },
  excused: { tone: "violet", icon: "hand" },
};

type Shown = Pick<CommitmentOut, "state" | "due_at" | "kept_at">;

/** Overdue by this page's clock: it need not wait for the server to say so. */
function isOverdue(shown: Shown, now: Date): boolean {
  return shown.state === "open" && now.getTime() > new Date(shown.due_at).getTime();
}

/** How it stands, in a word, a sign and a colour; each of the three tells it alone. */
export function CommitmentState({ shown }: { shown: Shown }) {
  const { t } = useTranslation();
  const label = useLabels();
  const overdue = isOverdue(shown, useSecond());
  const look = LOOKS[overdue ? "overdue" : shown.state];
  return (
    <Tag tone={look?.tone ?? "neutral"}>
      <Icon name={look?.icon ?? "clock"} size={13} />
      {overdue ? t("commitments.overdue") : label("commitment_state", shown.state)}
    </Tag>
  );
}

/** Time left, or time over: counted down while open, standing still once it is judged. */
export function CommitmentClock({ shown }: { shown: Shown }) {
  const { t } = useTranslation();
  const now = useSecond();
  const due = new Date(shown.due_at).getTime();
  if (shown.state === "late" && shown.kept_at)
    return <>{t("commitments.late_by", { span: spanText(t, due, shown.kept_at) })}</>;
  if (shown.state !== "open") return null;
  const { over, ms } = timeLeft(due, now.getTime());
  const span = ms < HOUR_MS ? minutesSeconds(ms) : spanText(t, 0, ms);
  return (
    <span className="figures" role="timer">
      {over ? t("commitments.over", { span }) : t("commitments.left", { span })}
    </span>
  );
}
