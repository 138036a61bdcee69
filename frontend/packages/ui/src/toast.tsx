import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import { Icon } from "./icon.tsx";
import styles from "./toast.module.css";

/** What may still be done about what was done, as long as it is told. */
export interface ToastAct {
  label: string;
  act: () => void;
}

interface Message {
  id: number;
  tone: "done" | "trouble";
  text: string;
  then?: ToastAct | undefined;
}

export interface Toast {
  done: (text: string, then?: ToastAct) => void;
  trouble: (text: string) => void;
}

const Context = createContext<Toast | null>(null);
const SHOWN_MS = 5000;
// Whoever is to decide something needs longer than whoever only reads.
const OFFERED_MS = 12_000;
let lastId = 0;

/** Short news at the foot of the page. Both regions are always there, or nothing would be read out. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [messages, setMessages] = useState<Message[]>([]);

  const forget = useCallback(
    (id: number) => setMessages((now) => now.filter((one) => one.id !== id)),
    [],
  );
  const say = useCallback(
    (tone: Message["tone"], text: string, then?: ToastAct) => {
      lastId += 1;
      const id = lastId;
      setMessages((now) => [...now.slice(-2), { id, tone, text, then }]);
      setTimeout(() => forget(id), then ? OFFERED_MS : SHOWN_MS);
    },
    [forget],
  );
  const toast = useMemo<Toast>(
    () => ({
      done: (text, then) => say("done", text, then),
      trouble: (text) => say("trouble", text),
    }),
    [say],
  );

  return (
    <Context value={toast}>
      {children}
      <div className={styles.stack}>
        <div role="status">{bubbles(messages, "done", forget)}</div>
        <div role="alert">{bubbles(messages, "trouble", forget)}</div>
      </div>
    </Context>
  );
}

function bubbles(
  messages: Message[],
  tone: Message["tone"],
  forget: (id: number) => void,
): ReactNode {
  return messages
    .filter((message) => message.tone === tone)
    .map((message) => (
      <p className={styles.bubble} data-tone={tone} key={message.id}>
        <Icon name={tone === "done" ? "check" : "alert"} />
        {message.text}
        {message.then && (
          <button
            className={styles.then}
            onClick={() => {
              forget(message.id);
              message.then?.act();
            }}
            type="button"
          >
            {message.then.label}
          </button>
        )}
      </p>
    ));
}

export function useToast(): Toast {
  const toast = useContext(Context);
  if (!toast) throw new Error("useToast needs a ToastProvider above it");
  return toast;
}
