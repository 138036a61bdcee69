import { actOnCase } from "@shouwen/api/cases.ts";
import { ApiProblem } from "@shouwen/api/problem.ts";
import type { CaseOut } from "@shouwen/api/types.ts";
import { randomKey } from "@shouwen/core/random-key.ts";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { actionOf, type Verb } from "./acts.ts";
import { useTakeBack } from "./use-take-back.ts";

/** Another version than the one on screen, or a state that no longer lets it: somebody else was faster. */
export function isStale(error: unknown): boolean {
  if (!(error instanceof ApiProblem)) return false;
  return error.status === 412 || error.code === "cases.not_now";
}

type Back = "withdraw" | "resume";

/** The verbs that another verb takes back as if nothing had been. */
const BACK: Partial<Record<Verb, Back>> = { offer: "withdraw", hold: "resume" };

/** The version an answer leaves behind: what is taken back must be what was done, and not what came after. */
function versionOf(told: unknown): number | undefined {
  const data = (told as { data?: { version?: unknown } } | undefined)?.data;
  return typeof data?.version === "number" ? data.version : undefined;
}

/**
 * Says a verb to a case. Whatever the answer, what is on screen may be outdated then: after a success
 * because we changed it, after a conflict because somebody else did.
 */
export function useAct<Values>(
  shown: CaseOut,
  verb: Verb,
  send: (values: Values, version: number) => Promise<unknown>,
) {
  const { t } = useTranslation();
  const toast = useToast();
  const queries = useQueryClient();
  const takeBack = useTakeBack(
    ({ back, version }: { back: Back; version: number }) =>
      actOnCase(api, shown.id, { verb: back, body: {}, version, key: randomKey() }),
    (_told, { back }) => toast.done(t(`cases.act.done_${back}`)),
  );
  return useMutation({
    mutationFn: (values: Values) => send(values, shown.version),
    onSuccess: (told) => {
      const back = BACK[verb];
      const version = versionOf(told);
      const undo = back &&
        version !== undefined && {
          label: t("app.undo"),
          run: () => takeBack.mutate({ back, version }),
          of: shown.id,
        };
      toast.settled(shown.id);
      toast.done(t(`cases.act.done_${verb}`), undo || undefined);
    },
    onSettled: (_data, error) => {
      const conflict = error instanceof ApiProblem && [404, 409, 412].includes(error.status);
      if (!error || conflict) return queries.invalidateQueries({ queryKey: ["cases"] });
      return undefined;
    },
  });
}

const BACKS = Object.values(BACK);

/** What somebody else took back, accepted or went on with is no longer offered to be taken back here. */
export function useSettled(shown: CaseOut) {
  const toast = useToast();
  const backs = BACKS.filter((verb) => actionOf(shown, verb)?.allowed);
  const before = useRef({ id: shown.id, backs });
  useEffect(() => {
    const { id, backs: were } = before.current;
    if (id === shown.id && were.some((verb) => !backs.includes(verb))) toast.settled(id);
    before.current = { id: shown.id, backs };
  });
}
