import "@shouwen/i18n/rooms/calendar.zh-CN.ts";
import { currentLanguage } from "@shouwen/i18n/i18n.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { useTranslation } from "react-i18next";
import styles from "./calendar.module.css";
import { isWeekend, type NamedDay } from "./year-draft.ts";

const MONTHS = Array.from({ length: 12 }, (_, month) => month);
const WEEK = ["1", "2", "3", "4", "5", "6", "7"];
const DAY_MS = 86_400_000;

interface Props {
  year: number;
  days: NamedDay[];
  /** Given while editing: days are buttons then. */
  onPress?: (on: string) => void;
}

function datesOf(year: number, month: number): string[] {
  const first = Date.UTC(year, month, 1);
  const count = Math.round((Date.UTC(year, month + 1, 1) - first) / DAY_MS);
  return Array.from({ length: count }, (_, at) =>
    new Date(first + at * DAY_MS).toISOString().slice(0, 10),
  );
}

/** Twelve months. A day off and a day worked for one each carry a word, not only a colour. */
export function YearMonths(props: Props) {
  const { t } = useTranslation();
  return (
    <>
      <p className={styles.legend}>
        <span data-look="off">{t("calendar.off_sign")}</span> {t("calendar.day_off")}
        <span data-look="work">{t("calendar.work_sign")}</span> {t("calendar.makeup")}
      </p>
      <div className={styles.months}>
        {MONTHS.map((month) => (
          <Month key={month} {...props} month={month} />
        ))}
      </div>
    </>
  );
}

function Month({ year, month, days, onPress }: Props & { month: number }) {
  const label = useLabels();
  const dates = datesOf(year, month);
  const name = new Intl.DateTimeFormat(currentLanguage(), { month: "long", timeZone: "UTC" });
  const before = (new Date(Date.UTC(year, month, 1)).getUTCDay() + 6) % 7;
  const named = new Map(days.map((day) => [day.on, day]));
  return (
    <section aria-label={name.format(Date.UTC(year, month, 1))} className={styles.month}>
      <h2>{name.format(Date.UTC(year, month, 1))}</h2>
      <ol className={styles.grid}>
        {WEEK.map((day) => (
          <li aria-hidden="true" className={styles.weekday} key={day}>
            {label("weekday_short", day)}
          </li>
        ))}
        {Array.from({ length: before }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: blanks before the first, all alike.
          <li aria-hidden="true" key={`blank${at}`} />
        ))}
        {dates.map((on) => (
          <li key={on}>
            <Day named={named.get(on)} on={on} onPress={onPress} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Day(props: {
  on: string;
  named: NamedDay | undefined;
  onPress: Props["onPress"] | undefined;
}) {
  const { on, named, onPress } = props;
  const { t } = useTranslation();
  const label = useLabels();
  const look = named && (named.is_workday ? "work" : "off");
  const sign = look && t(look === "work" ? "calendar.work_sign" : "calendar.off_sign");
  const festival = named && label("festival", named.festival);
  const inside = (
    <>
      {Number(on.slice(8))}
      {sign && <small>{sign}</small>}
      {festival && <span className="aside">{festival}</span>}
    </>
  );
  const given = {
    className: styles.day,
    "data-look": look,
    "data-weekend": isWeekend(on) || undefined,
    title: festival,
  };
  if (!onPress) return <span {...given}>{inside}</span>;
  return (
    <button {...given} aria-pressed={Boolean(named)} onClick={() => onPress(on)} type="button">
      {inside}
    </button>
  );
}
