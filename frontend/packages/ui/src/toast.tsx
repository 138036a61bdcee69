import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import { Icon } from "./icon.tsx";
import styles from "./toast.module.css";

interface Message {
  id: number;
  tone: "done" | "trouble";
  text: string;
}

export interface Toast {
  done: (text: string) => void;
  trouble: (text: string) => void;
}

const Context = createContext<Toast | null>(null);
const SHOWN_MS = 5000;
let lastId = 0;

/** Short news at the foot of the page. Both regions are always there, or nothing would be read out. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [messages, setMessages] = useState<Message[]>([]);

  const say = useCallback((tone: Message["tone"], text: string) => {
    lastId += 1;
    const id = lastId;
    setMessages((now) => [...now.slice(-2), { id, tone, text }]);
    setTimeout(() => setMessages((now) => now.filter((one) => one.id !== id)), SHOWN_MS);
  }, []);
  const toast = useMemo<Toast>(
    () => ({ done: (text) => say("done", text), trouble: (text) => say("trouble", text) }),
    [say],
  );

  return (
    <Context value={toast}>
      {children}
      <div className={styles.stack}>
        <div role="status">{bubbles(messages, "done")}</div>
        <div role="alert">{bubbles(messages, "trouble")}</div>
      </div>
    </Context>
  );
}

function bubbles(messages: Message[], tone: Message["tone"]): ReactNode {
  return messages
    .filter((message) => message.tone === tone)
    .map((message) => (
      <p className={styles.bubble} data-tone={tone} key={message.id}>
        <Icon name={tone === "done" ? "check" : "alert"} />
        {message.text}
      </p>
    ));
}

export function useToast(): Toast {
  const toast = useContext(Context);
  if (!toast) throw new Error("useToast needs a ToastProvider above it");
  return toast;
}
