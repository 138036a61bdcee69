import { type Rewriting, rewritten } from "@shouwen/core/drafts/rewritten.ts";
import type { FormInstance } from "antd";
import { useState } from "react";
import { emptied } from "./emptied.ts";
import { type Elsewhere, useDraft } from "./use-draft.ts";

/** What of a form is kept: all of it, unless it holds what no text can say. */
type Draftable<Values> = (values: Values) => Values;

/**
 * The draft of a form that starts from `values`. What was written before is put into it, unless somebody else has
 * changed the same fields meanwhile: then, as with what was written on another device, it is only offered.
 */
export function useFormDraft<Values extends object>(
  name: string,
  form: FormInstance,
  values: Values,
  draftable: Draftable<Values> = (all) => all,
) {
  const draft = useDraft<Rewriting<Values>>(name);
  const [began] = useState(values);
  const [found] = useState(
    () => draft.found && { ...over(draft.found.value, began), at: draft.found.savedAt },
  );
  const back = found?.touched && !found.clash ? found : undefined;
  const [restoredAt, setRestoredAt] = useState(back?.at);
  const [clash, setClash] = useState(found?.touched && found.clash ? draft.found : undefined);

  const now = (all: Values): Rewriting<Values> => ({ began, written: draftable(all) });
  const forget = () => {
    draft.forget();
    setClash(undefined);
    setRestoredAt(undefined);
  };
  const offered: Elsewhere<Rewriting<Values>> | undefined = clash
    ? { ...clash, close: () => setClash(undefined), discard: draft.forget }
    : draft.elsewhere;
  return {
    start: back?.values ?? began,
    restoredAt,
    offered,
    isClash: clash !== undefined,
    keep: (all: Values) => {
      // Words taken back are no draft.
      if (over(now(all), began).touched) draft.keep(now(all));
      else draft.forget();
    },
    take: (kept: Rewriting<Values>) => {
      form.setFieldsValue(over(kept, began).values);
      draft.keep(now(form.getFieldsValue(true)));
    },
    startOver: () => {
      forget();
      emptied(form);
      form.setFieldsValue(began);
    },
    /** The same for the same words, also after the page was left: no answer came, and it may have been done. */
    keyFor: (all: Values) => draft.box.keyFor(now(all), draftable(all)),
    forget,
  };
}

/** An older release may have kept something else under this name. */
function over<Values extends object>(kept: Partial<Rewriting<Values>>, values: Values) {
  const { began, written } = kept;
  return began && written
    ? rewritten({ began, written }, values)
    : { values, touched: false, clash: false };
}
