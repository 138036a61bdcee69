import { Popover } from "@shouwen/ui/popover.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import styles from "./case-list.module.css";

interface Props<Value extends string> {
  title: string;
  values: readonly Value[];
  chosen: readonly Value[];
  name: (value: Value) => string;
  onChange: (chosen: Value[]) => void;
}

/** Several values of one property, as tick boxes behind a button that tells how many are set. */
export function FilterMenu<Value extends string>(props: Props<Value>) {
  const { title, values, chosen, name, onChange } = props;
  const toggle = (value: Value, on: boolean) =>
    onChange(on ? [...chosen, value] : chosen.filter((one) => one !== value));
  const summary = chosen.length === 1 && chosen[0] ? name(chosen[0]) : String(chosen.length);

  return (
    <Popover
      label={
        <>
          {title}
          {chosen.length > 0 && <Tag tone="teal">{summary}</Tag>}
        </>
      }
    >
      {() => (
        <fieldset className={styles.checks}>
          <legend className="aside">{title}</legend>
          {values.map((value) => (
            <label key={value}>
              <input
                checked={chosen.includes(value)}
                onChange={(event) => toggle(value, event.target.checked)}
                type="checkbox"
              />
              {name(value)}
            </label>
          ))}
        </fieldset>
      )}
    </Popover>
  );
}
