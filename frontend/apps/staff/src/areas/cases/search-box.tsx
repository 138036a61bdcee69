import { useHotkey } from "@shouwen/ui/hotkeys.tsx";
import { Icon } from "@shouwen/ui/icon.tsx";
import { useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useTyped } from "../../shell/use-typed.ts";
import styles from "./case-list.module.css";
import { SHORTEST_SEARCH } from "./case-search.ts";

/** Searches once the typing pauses. */
export function SearchBox({ q, onSearch }: { q: string; onSearch: (q: string) => void }) {
  const { t } = useTranslation();
  const { text, composing, field } = useTyped(q, onSearch);
  const input = useRef<HTMLInputElement>(null);
  const hint = useId();
  useHotkey("/", t("cases.list.search"), () => input.current?.focus());

  const isShort = text.length > 0 && text.length < SHORTEST_SEARCH;
  return (
    <search className={styles.search}>
      <Icon name="search" />
      <input
        {...field}
        aria-describedby={isShort ? hint : undefined}
        aria-label={t("cases.list.search")}
        maxLength={100}
        placeholder={t("cases.list.search_hint")}
        ref={input}
        type="search"
      />
      {isShort && !composing && (
        <span className={styles.short} id={hint} role="status">
          {t("cases.list.search_short")}
        </span>
      )}
    </search>
  );
}
