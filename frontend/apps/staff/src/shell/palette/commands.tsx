import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";

export interface Command {
  label: string;
  run: () => void;
}

type Held = { current: Command };

const Context = createContext<Set<Held> | null>(null);

/** What can be done on the screen at this moment, collected for whoever types instead of pointing. */
export function CommandProvider({ children }: { children: ReactNode }) {
  const [all] = useState(() => new Set<Held>());
  return <Context value={all}>{children}</Context>;
}

/** Offers something to do while the component is on screen; nothing, while `run` is undefined. */
export function useCommand(label: string, run: (() => void) | undefined): void {
  const all = useContext(Context);
  const command = useRef<Command>({ label, run: run ?? (() => {}) });
  useEffect(() => {
    command.current = { label, run: run ?? (() => {}) };
  });
  const offered = run !== undefined;
  useEffect(() => {
    if (!all || !offered) return undefined;
    all.add(command);
    return () => void all.delete(command);
  }, [all, offered]);
}

/** What is offered now, each thing once. */
export function useCommands(): Command[] {
  const all = useContext(Context);
  const [now] = useState(() => {
    const named = new Map([...(all ?? [])].map(({ current }) => [current.label, current]));
    return [...named.values()];
  });
  return now;
}
