import { holds, me } from "@shouwen/api/access.ts";
import { DraftBox } from "@shouwen/core/draft.ts";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { api } from "../api.ts";
import { useOneCommunity } from "../one-community.tsx";
import { ServerDraft } from "./server-draft.ts";

const PAUSE_MS = 400;

/** A draft that was written on another device, later than what is here. */
export interface Elsewhere<Value> {
  value: Value;
  savedAt: string;
  close: () => void;
  discard: () => void;
}

/**
 * A form's draft on this device and with the server: read at the start, kept at each pause in typing and
 * when the page goes away. It belongs to the person signed in, since desks are shared.
 */
export function useDraft<Value>(name: string) {
  const { data: person } = useSuspenseQuery(me(api));
  const box = useMemo(
    () => new DraftBox<Value>(localStorage, `${person.person.id}.${name}`),
    [person.person.id, name],
  );
  const [found] = useState(() => box.load());
  const [savedAt, setSavedAt] = useState(found?.savedAt ?? null);
  // Until it is sent or thrown away: what stands there was not all written just now.
  const [restoredAt, setRestoredAt] = useState(found?.savedAt);
  const pending = useRef<{ value: Value; timer: ReturnType<typeof setTimeout> } | null>(null);
  const { server, elsewhere } = useServerDraft<Value>(name, found?.savedAt);

  const flush = useCallback(() => {
    if (pending.current) {
      clearTimeout(pending.current.timer);
      box.save(pending.current.value);
      server?.keep(pending.current.value);
      pending.current = null;
      setSavedAt(new Date().toISOString());
    }
  }, [box, server]);

  useEffect(() => {
    const leave = () => {
      flush();
      server?.flush();
    };
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, [flush, server]);

  const keep = useCallback(
    (value: Value) => {
      if (pending.current) clearTimeout(pending.current.timer);
      pending.current = { value, timer: setTimeout(flush, PAUSE_MS) };
    },
    [flush],
  );
  const forget = useCallback(() => {
    if (pending.current) clearTimeout(pending.current.timer);
    pending.current = null;
    box.clear();
    server?.forget();
    setSavedAt(null);
    setRestoredAt(undefined);
  }, [box, server]);

  return { box, found, savedAt, restoredAt, elsewhere, keep, forget };
}

/** The server's copy, offered where it is later than the one here. */
function useServerDraft<Value>(name: string, here: string | undefined) {
  const { data: person } = useSuspenseQuery(me(api));
  const communityId = useOneCommunity()?.id;
  const mayKeep = holds(person, "drafts.keep");
  const server = useMemo(
    () => (mayKeep ? new ServerDraft<Value>(name, communityId) : undefined),
    [mayKeep, name, communityId],
  );
  const [other, setOther] = useState<{ value: Value; savedAt: string }>();
  const [since] = useState(here);
  useEffect(() => {
    let gone = false;
    void server?.load().then((there) => {
      if (!gone && there && there.savedAt > later(since)) setOther(there);
    });
    return () => {
      gone = true;
    };
  }, [server, since]);
  const elsewhere: Elsewhere<Value> | undefined = other && {
    ...other,
    close: () => setOther(undefined),
    discard: () => server?.forget(),
  };
  return { server, elsewhere };
}

// What is here was sent there some seconds after it was kept here.
const SAME_MS = 60_000;

function later(here: string | undefined): string {
  return here ? new Date(new Date(here).getTime() + SAME_MS).toISOString() : "";
}
