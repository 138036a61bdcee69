import { Popover } from "@shouwen/ui/popover.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useTranslation } from "react-i18next";
import styles from "./case-list.module.css";
import { type CaseSearch, HEARD } from "./case-search.ts";

type Range = Pick<CaseSearch, "heard" | "from" | "until">;

function withoutEmpty(range: { [Key in keyof Range]: Range[Key] | undefined | "" }): Range {
  return Object.fromEntries(Object.entries(range).filter(([, value]) => value)) as Range;
}

/** When it was heard: the usual spans at a key press, any two dates below. */
export function HeardFilter({
  range,
  onChange,
}: {
  range: Range;
  onChange: (range: Range) => void;
}) {
  const { t } = useTranslation();
  const dates = [range.from, range.until].filter(Boolean).join(" – ");
  const summary = range.heard ? t(`cases.list.heard_${range.heard}`) : dates;

  return (
    <Popover
      label={
        <>
          {t("cases.list.heard")}
          {summary && <Tag tone="teal">{summary}</Tag>}
        </>
      }
    >
      {() => (
        <fieldset className={styles.checks}>
          <legend className="aside">{t("cases.list.heard")}</legend>
          {[undefined, ...HEARD].map((heard) => (
            <label key={heard ?? "any"}>
              <input
                checked={range.heard === heard && (heard !== undefined || !dates)}
                name="heard"
                onChange={() => onChange(heard ? { heard } : {})}
                type="radio"
              />
              {t(`cases.list.heard_${heard ?? "any"}`)}
            </label>
          ))}
          <div className={styles.dates}>
            <label>
              {t("cases.list.heard_from")}
              <input
                max={range.until}
                onChange={({ target }) =>
                  onChange(withoutEmpty({ from: target.value, until: range.until }))
                }
                type="date"
                value={range.from ?? ""}
              />
            </label>
            <label>
              {t("cases.list.heard_until")}
              <input
                min={range.from}
                onChange={({ target }) =>
                  onChange(withoutEmpty({ from: range.from, until: target.value }))
                }
                type="date"
                value={range.until ?? ""}
              />
            </label>
          </div>
        </fieldset>
      )}
    </Popover>
  );
}
