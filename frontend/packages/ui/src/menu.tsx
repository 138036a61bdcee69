import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { Icon } from "./icon.tsx";
import styles from "./menu.module.css";

/** A list of actions inside a Popover: arrows move, letters are left to the reader. */
export function Menu({ label, children }: { label: string; children: ReactNode }) {
  const list = useRef<HTMLDivElement>(null);
  const items = () => [...(list.current?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [])];

  useEffect(() => {
    list.current?.querySelector<HTMLElement>("[role^=menuitem]")?.focus();
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    all[(to + all.length) % all.length]?.focus();
  };

  return (
    <div
      aria-label={label}
      className={styles.menu}
      onKeyDown={onKeyDown}
      ref={list}
      role="menu"
      tabIndex={-1}
    >
      {children}
    </div>
  );
}

export function MenuItem({ onSelect, children }: { onSelect: () => void; children: ReactNode }) {
  return (
    <button className={styles.item} onClick={onSelect} role="menuitem" tabIndex={-1} type="button">
      <span className={styles.mark} />
      {children}
    </button>
  );
}

/** One of several settings, of which exactly one holds. */
export function MenuChoice({
  chosen,
  onSelect,
  children,
}: {
  chosen: boolean;
  onSelect: () => void;
  children: ReactNode;
}) {
  return (
    <button
      aria-checked={chosen}
      className={styles.item}
      onClick={onSelect}
      role="menuitemradio"
      tabIndex={-1}
      type="button"
    >
      <span className={styles.mark}>{chosen && <Icon name="check" size={14} />}</span>
      {children}
    </button>
  );
}

export function MenuGroup({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset may not stand inside a menu.
    <div aria-label={label} className={styles.group} role="group">
      <div aria-hidden="true" className={styles.heading}>
        {label}
      </div>
      {children}
    </div>
  );
}
