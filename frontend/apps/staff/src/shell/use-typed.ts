import { type ChangeEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";

const PAUSE_MS = 300;

/**
 * What is typed, sent onwards once the typing pauses, or at once with Enter. What an input method is still composing
 * is not sent: half a syllable finds nothing. `sent` is what is looked for now; another hand may change it.
 */
export function useTyped(sent: string, onSend: (text: string) => void) {
  const [text, setText] = useState(sent);
  const [composing, setComposing] = useState(false);
  const known = useRef(sent);
  const page = useRef(location.pathname);
  useEffect(() => {
    // The answer to our own sending must not undo what was typed since.
    if (sent !== known.current) setText(sent);
    known.current = sent;
  }, [sent]);

  const send = () => {
    const words = text.trim();
    const left = location.pathname !== page.current; // a link was followed, and is not undone
    if (left || words === known.current) return;
    known.current = words;
    onSend(words);
  };
  useEffect(() => {
    if (composing) return;
    const timer = setTimeout(send, PAUSE_MS);
    return () => clearTimeout(timer);
  });
  return {
    text,
    composing,
    field: {
      value: text,
      onChange: ({ target }: ChangeEvent<HTMLInputElement>) => setText(target.value),
      onCompositionStart: () => setComposing(true),
      onCompositionEnd: () => setComposing(false),
      onKeyDown: ({ key }: KeyboardEvent) => {
        if (key === "Enter" && !composing) send();
      },
    },
  };
}
