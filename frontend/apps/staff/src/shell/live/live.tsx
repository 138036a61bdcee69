import { readStream } from "@shouwen/api/stream.ts";
import { browserTransport } from "@shouwen/api/transport.ts";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { LineState } from "./hold-line.ts";
import styles from "./live.module.css";
import { LIVE_KEYS, outdatedBy } from "./outdated-by.ts";
import { createRefresher } from "./refresher.ts";
import { joinSharedLine } from "./shared-line.ts";

const State = createContext<LineState>("opening");

/** Keeps what is on screen up to date while somebody is signed in. */
export function Live({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [state, setState] = useState<LineState>("opening");

  useEffect(() => {
    const transport = browserTransport();
    const refresh = createRefresher(queries);
    return joinSharedLine(
      {
        event: (event) => refresh(outdatedBy(event)),
        state: setState,
        missed: () => refresh(LIVE_KEYS),
        // Asking who one is leads to the sign-in page, as any refused question does.
        ended: () => void queries.invalidateQueries({ queryKey: ["me"] }),
        signedOut: () =>
          void navigate({ to: "/signin", search: {} }).then(() => {
            queries.clear();
          }),
      },
      {
        read: (cursor, listening, signal) => readStream(transport, cursor, listening, signal),
        locks: navigator.locks,
      },
    );
  }, [queries, navigate]);

  return <State value={state}>{children}</State>;
}

/** A quiet word on whether the screen moves by itself. */
export function LiveSign() {
  const { t } = useTranslation();
  const state = useContext(State);
  return (
    <div className={styles.sign} data-state={state} role="status">
      <span className={styles.word}>{t(`live.${state}`)}</span>
    </div>
  );
}
