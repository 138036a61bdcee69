import { me } from "@shouwen/api/access.ts";
import { DraftBox } from "@shouwen/core/draft.ts";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { api } from "../../shell/api.ts";

const PAUSE_MS = 400;

/**
 * A form's draft on this device: read at the start, kept at each pause in typing and when the page goes
 * away. It belongs to the person signed in, since desks are shared.
 */
export function useDraft<Value>(name: string) {
  const { data: person } = useSuspenseQuery(me(api));
  const box = useMemo(
    () => new DraftBox<Value>(localStorage, `${person.person.id}.${name}`),
    [person.person.id, name],
  );
  const [found] = useState(() => box.load());
  const [savedAt, setSavedAt] = useState(found?.savedAt ?? null);
  const pending = useRef<{ value: Value; timer: ReturnType<typeof setTimeout> } | null>(null);

  const flush = useCallback(() => {
    if (!pending.current) return;
    clearTimeout(pending.current.timer);
    box.save(pending.current.value);
    pending.current = null;
    setSavedAt(new Date().toISOString());
  }, [box]);

  useEffect(() => {
    window.addEventListener("pagehide", flush);
    return () => {
      window.removeEventListener("pagehide", flush);
      flush();
    };
  }, [flush]);

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
    setSavedAt(null);
  }, [box]);

  return { box, found, savedAt, keep, forget };
}
