import { minutesSeconds, timeLeft } from "@shouwen/core/server-clock.ts";
import { useTranslation } from "react-i18next";
import { spanText } from "../../shell/span-text.ts";
import { useSecond } from "../../shell/use-now.ts";
import styles from "./case-list.module.css";

const HOUR_MS = 3_600_000;

/** Time left until the next promise of a case, or time over: said in words, so colour is not all there is. */
export function DueClock({ at }: { at: string }) {
  const { t } = useTranslation();
  const now = useSecond();
  const { over, ms } = timeLeft(new Date(at).getTime(), now.getTime());
  const span = ms < HOUR_MS ? minutesSeconds(ms) : spanText(t, 0, ms);
  return (
    <time className={`figures ${over ? styles.over : ""}`} dateTime={at}>
      {over ? t("commitments.over", { span }) : t("commitments.left", { span })}
    </time>
  );
}
