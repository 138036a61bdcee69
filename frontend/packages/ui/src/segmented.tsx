import { useId } from "react";
import styles from "./segmented.module.css";

export interface Segment<Value extends string> {
  value: Value;
  label: string;
}

interface Props<Value extends string> {
  segments: readonly Segment<Value>[];
  label: string;
  id?: string;
  value?: Value;
  onChange?: (value: Value) => void;
}

/**
 * A few choices side by side: native radio buttons, so arrows and screen readers work as everywhere.
 * Takes `id`, `value` and `onChange`, and so can stand in a form item.
 */
export function Segmented<Value extends string>(props: Props<Value>) {
  const name = useId();
  return (
    <div aria-label={props.label} className={styles.segmented} id={props.id} role="radiogroup">
      {props.segments.map(({ value, label }) => (
        <label className={styles.segment} key={value}>
          <input
            checked={props.value === value}
            className="aside"
            name={name}
            onChange={() => props.onChange?.(value)}
            type="radio"
            value={value}
          />
          <span>{label}</span>
        </label>
      ))}
    </div>
  );
}
