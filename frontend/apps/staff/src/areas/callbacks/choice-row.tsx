import "@shouwen/i18n/rooms/callbacks.zh-CN.ts";
import { Segmented } from "@shouwen/ui/segmented.tsx";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import styles from "./callbacks.module.css";

/** A question with a few answers: arrows choose as everywhere, a digit chooses and goes on to the next question. */
export function ChoiceRow<Value extends string>(props: {
  field: string;
  label: string;
  choices: readonly { value: Value; label: string }[];
  value: Value | undefined;
  missing?: boolean;
  onChoose: (value: Value) => void;
}) {
  const { t } = useTranslation();
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const choice = props.choices[Number(event.key) - 1];
    if (!choice || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    props.onChoose(choice.value);
    nextRow(event.currentTarget)?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: listens for what bubbles up from its radio buttons.
    <div className={styles.question} data-field={props.field} onKeyDown={onKeyDown}>
      <span aria-hidden="true">{props.label}</span>
      <Segmented
        label={props.label}
        onChange={props.onChoose}
        segments={props.choices}
        {...(props.value && { value: props.value })}
      />
      {props.missing && (
        <span className={styles.missing} role="alert">
          {t("callbacks.choose")}
        </span>
      )}
    </div>
  );
}

/** The field of the next question; after the last one, what comes then. */
function nextRow(row: HTMLElement): HTMLElement | null {
  return row.nextElementSibling?.querySelector<HTMLElement>("input, textarea") ?? null;
}
