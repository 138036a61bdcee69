import { me } from "@shouwen/api/access.ts";
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { api } from "../api.ts";
import { fieldOutbox, type KeptAct, whenTaken } from "./field-outbox.ts";

const TRY_AGAIN_MS = 20_000;

/** What the person signed in has done and the server has not taken yet. */
export function useKept(): KeptAct[] {
  const { data: person } = useSuspenseQuery(me(api));
  const all = useSyncExternalStore(fieldOutbox.subscribe, fieldOutbox.read);
  return all.filter((one) => one.person === person.person.id);
}

/** Sends what waits: at the start, when the network is back, when the page is looked at again, and now and then. */
export function useSending(): void {
  const { data: person } = useSuspenseQuery(me(api));
  const queries = useQueryClient();
  const id = person.person.id;
  useEffect(() => {
    const go = () => void fieldOutbox.flush(id);
    whenTaken(({ act }) => {
      const room = act.verb === "inspect" ? "renovations" : "cases";
      void queries.invalidateQueries({ queryKey: [room] });
    });
    void fieldOutbox.load().then(go, () => {});
    const timer = setInterval(go, TRY_AGAIN_MS);
    window.addEventListener("online", go);
    document.addEventListener("visibilitychange", go);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", go);
      document.removeEventListener("visibilitychange", go);
    };
  }, [id, queries]);
}
