import { me } from "@shouwen/api/access.ts";
import { caseList } from "@shouwen/api/cases.ts";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { problemText } from "../../shell/problem-notice.tsx";
import { store, stored } from "../../shell/stored.ts";
import type { Verb } from "./acts.ts";
import { grown, placeIn, type View } from "./view.ts";

/** After these a case is settled for whoever worked through a view. */
const SETTLED: ReadonlySet<Verb> = new Set([
  "accept",
  "keep",
  "refuse",
  "offer",
  "finish",
  "close",
  "void",
]);

/** Whether the reader wants the next case once one is settled: their choice, kept on this device. */
function useGoesOn() {
  const { data: person } = useSuspenseQuery(me(api));
  const name = `shouwen.goes_on.${person.person.id}`;
  const [goesOn, setGoesOn] = useState(() => stored(name) === "yes");
  const choose = (on: boolean) => {
    store(name, on ? "yes" : undefined);
    setGoesOn(on);
  };
  return { goesOn, choose };
}

/** The way through the view a case was opened out of. */
export function useView(id: string) {
  const { t } = useTranslation();
  const toast = useToast();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const view = useLocation({ select: ({ state }) => state.view });
  const place = placeIn(view, id);
  const choice = useGoesOn();

  // In place of this one, so that the way back still leads to the view.
  const show = (to: string, through: View) =>
    void navigate({
      to: "/cases/$id",
      params: { id: to },
      state: { view: through },
      replace: true,
    });

  const previous = () => {
    if (view && place?.previous) show(place.previous, view);
  };

  const next = async (atTheEnd = () => {}) => {
    if (!view || !place) return;
    if (place.next) return show(place.next, view);
    if (!view.cursor) return atTheEnd();
    try {
      const page = await queries.fetchQuery(caseList(api, { ...view.query, cursor: view.cursor }));
      const more = grown(view, page);
      const to = placeIn(more, id)?.next;
      if (to) show(to, more);
      else atTheEnd();
    } catch (error) {
      toast.trouble(problemText(error, t));
    }
  };

  const afterAct = (verb: Verb) => {
    if (!view || !place || !choice.goesOn || !SETTLED.has(verb)) return;
    void next(() => {
      toast.done(t("cases.view.through"));
      void navigate({ to: "/cases", search: view.search, replace: true });
    });
  };

  return { view, place, ...choice, previous, next: () => void next(), afterAct };
}
