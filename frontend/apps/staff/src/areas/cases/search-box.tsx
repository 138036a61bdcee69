import { useHotkey } from "@shouwen/ui/hotkeys.tsx";
import { Icon } from "@shouwen/ui/icon.tsx";
import { useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./case-list.module.css";
import { SHORTEST_SEARCH } from "./case-search.ts";

const PAUSE_MS = 300;

/** Searches once the typing pauses. During IME composition nothing is sent: half a syllable finds nothing. */
export function SearchBox({ q, onSearch }: { q: string; onSearch: (q: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(q);
  const [composing, setComposing] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const hint = useId();
  useHotkey("/", t("cases.list.search"), () => input.current?.focus());

  // A view chosen elsewhere brings its own words.
  useEffect(() => setText(q), [q]);
  useEffect(() => {
    if (composing || text === q) return;
    const timer = setTimeout(() => onSearch(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, q, composing, onSearch]);

  const isShort = text.length > 0 && text.length < SHORTEST_SEARCH;
  return (
    <search className={styles.search}>
      <Icon name="search" />
      <input
        aria-describedby={isShort ? hint : undefined}
        aria-label={t("cases.list.search")}
        maxLength={100}
        onChange={(event) => setText(event.target.value)}
        onCompositionEnd={() => setComposing(false)}
        onCompositionStart={() => setComposing(true)}
        placeholder={t("cases.list.search_hint")}
        ref={input}
        type="search"
        value={text}
      />
      {isShort && !composing && (
        <span className={styles.short} id={hint} role="status">
          {t("cases.list.search_short")}
        </span>
      )}
    </search>
  );
}
