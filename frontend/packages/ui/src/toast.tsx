import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import { useHotkey } from "./hotkeys.tsx";
import { Icon } from "./icon.tsx";
import { Keycaps } from "./keycaps.tsx";
import styles from "./toast.module.css";

interface Message {
  id: number;
  tone: "done" | "trouble";
  text: string;
  undo?: Undo | undefined;
}

/** What was done can be taken back, for as long as the news of it is shown. */
export interface Undo {
  label: string;
  run: () => void;
  /** What it is about: once that has changed in another way, it is no longer offered. */
  of?: string;
}

export interface Toast {
  done: (text: string, undo?: Undo) => void;
  trouble: (text: string) => void;
  /** There is nothing to take back about this any more. */
  settled: (of: string) => void;
}

const Context = createContext<Toast | null>(null);
const SHOWN_MS = 5000;
/** Longer: it has to be read, decided and pressed. */
const UNDO_MS = 8000;
let lastId = 0;

/** Short news at the foot of the page. Both regions are always there, or nothing would be read out. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [messages, setMessages] = useState<Message[]>([]);

  const leave = useCallback(
    (id: number) => setMessages((now) => now.filter((one) => one.id !== id)),
    [],
  );
  const say = useCallback(
    (tone: Message["tone"], text: string, undo?: Undo) => {
      lastId += 1;
      const id = lastId;
      setMessages((now) => [...now.slice(-2), { id, tone, text, undo }]);
      setTimeout(() => leave(id), undo ? UNDO_MS : SHOWN_MS);
    },
    [leave],
  );
  const toast = useMemo<Toast>(
    () => ({
      done: (text, undo) => say("done", text, undo),
      trouble: (text) => say("trouble", text),
      settled: (of) => setMessages((now) => now.filter(({ undo }) => undo?.of !== of)),
    }),
    [say],
  );

  return (
    <Context value={toast}>
      {children}
      <div className={styles.stack}>
        <div role="status">{bubbles(messages, "done", leave)}</div>
        <div role="alert">{bubbles(messages, "trouble", leave)}</div>
      </div>
    </Context>
  );
}

function bubbles(
  messages: Message[],
  tone: Message["tone"],
  leave: (id: number) => void,
): ReactNode {
  return messages
    .filter((message) => message.tone === tone)
    .map((message) => (
      <p className={styles.bubble} data-tone={tone} key={message.id}>
        <Icon name={tone === "done" ? "check" : "alert"} />
        {message.text}
        {message.undo && <UndoButton leave={() => leave(message.id)} undo={message.undo} />}
      </p>
    ));
}

/** Also by key: at the foot of the page it is far from where the focus is. */
function UndoButton({ undo, leave }: { undo: Undo; leave: () => void }) {
  const press = () => {
    leave();
    undo.run();
  };
  useHotkey("z", undo.label, press);
  return (
    <button className={styles.undo} onClick={press} type="button">
      {undo.label}
      <Keycaps keys="z" />
    </button>
  );
}

export function useToast(): Toast {
  const toast = useContext(Context);
  if (!toast) throw new Error("useToast needs a ToastProvider above it");
  return toast;
}
