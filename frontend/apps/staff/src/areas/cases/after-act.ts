import { createContext, useContext } from "react";
import type { Verb } from "./acts.ts";

const Context = createContext<(verb: Verb) => void>(() => {});

/** Told when the server has taken a verb. What then happens is for the page around to say. */
export const AfterAct = Context.Provider;

export function useAfterAct(): (verb: Verb) => void {
  return useContext(Context);
}
