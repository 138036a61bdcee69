import type { ReactNode } from "react";
import { useBeside } from "./use-beside.ts";

interface Props {
  /** The case it belongs to. */
  id: string;
  done: boolean;
  disabled: boolean;
  send: (key: string) => Promise<unknown>;
  children: ReactNode;
}

/** A line of a list that is ticked. It shows at once, and is gone again with the reason if the server refuses it. */
export function Tick({ id, done, disabled, send, children }: Props) {
  const say = useBeside(id);
  return (
    <label>
      <input
        checked={done || say.isPending}
        disabled={disabled || say.isPending}
        onChange={() => say.mutate(send)}
        type="checkbox"
      />
      <span>{children}</span>
    </label>
  );
}
