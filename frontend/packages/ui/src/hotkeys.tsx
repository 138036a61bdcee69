import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";

export interface Hotkey {
  /** `F2`, `?`, `/`, `Ctrl+Enter`, or two keys one after the other: `g c`. */
  keys: string;
  label: string;
  run: () => void;
}

interface Registry {
  add: (hotkey: { current: Hotkey }) => () => void;
  list: () => Hotkey[];
}

const Context = createContext<Registry | null>(null);
const SEQUENCE_MS = 1200;

/** What was pressed, in the words of `Hotkey.keys`. Command stands for Ctrl on a Mac. */
export function pressed(event: KeyboardEvent): string {
  const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return `${event.ctrlKey || event.metaKey ? "Ctrl+" : ""}${event.altKey ? "Alt+" : ""}${name}`;
}

function isTyping(event: KeyboardEvent): boolean {
  // `composedPath`, because the target of an event inside a dialog may already be re-targeted.
  const [target] = event.composedPath();
  return (
    target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]")
  );
}

/** Single keys stay out of the way while somebody writes; chords and function keys always work. */
function isPlain(keys: string): boolean {
  return !/^(Ctrl\+|Alt\+|F\d)/.test(keys);
}

export function HotkeyProvider({ children }: { children: ReactNode }) {
  const [registry] = useState<Registry & { all: Set<{ current: Hotkey }> }>(() => {
    const all = new Set<{ current: Hotkey }>();
    return {
      all,
      add: (hotkey) => {
        all.add(hotkey);
        return () => all.delete(hotkey);
      },
      list: () => [...all].map((hotkey) => hotkey.current),
    };
  });

  useEffect(() => {
    let first = "";
    let firstAt = 0;
    const onKeyDown = (event: KeyboardEvent) => {
      // During IME composition every key belongs to the input method.
      if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
      const key = pressed(event);
      const sequence = event.timeStamp - firstAt < SEQUENCE_MS ? `${first} ${key}` : "";
      const modal = document.querySelector("dialog[open]") !== null;
      const bound = (wanted: string) =>
        registry.list().findLast(({ keys }) => keys === wanted && !(modal && isPlain(keys)));
      // `g c` is no `c`, whatever that does here.
      const hit = bound(sequence) ?? bound(key);
      [first, firstAt] = [key, event.timeStamp];
      if (!hit || (isPlain(hit.keys) && isTyping(event))) return;
      event.preventDefault();
      hit.run();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [registry]);

  return <Context value={registry}>{children}</Context>;
}

function useRegistry(): Registry {
  const registry = useContext(Context);
  if (!registry) throw new Error("hotkeys need a HotkeyProvider above them");
  return registry;
}

/** Binds a key while the component is on screen; the newest binding of a key wins. */
export function useHotkey(keys: string, label: string, run: () => void): void {
  const registry = useRegistry();
  const hotkey = useRef<Hotkey>({ keys, label, run });
  useEffect(() => {
    hotkey.current = { keys, label, run };
  });
  useEffect(() => registry.add(hotkey), [registry]);
}

/** Binds a key for as long as it is drawn: where a hook would have to be called under a condition. */
export function BoundKey({ keys, label, run }: Hotkey) {
  useHotkey(keys, label, run);
  return null;
}

/** The bindings in force at this moment, for the sheet that lists them. */
export function useHotkeyList(): Hotkey[] {
  const registry = useRegistry();
  return useMemo(() => registry.list(), [registry]);
}
