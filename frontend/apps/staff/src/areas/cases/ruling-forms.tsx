import { actOnCase, type VerbBody } from "@shouwen/api/cases.ts";
import { lazy } from "react";
import { api } from "../../shell/api.ts";
import { type ActForm, form, type Sending } from "./act-shape.ts";
import type { FormVerb } from "./acts.ts";
import type { Picked } from "./record-values.ts";

const SplitFields = lazy(() => import("./split-fields.tsx"));
const ruling = () => import("./ruling-fields.tsx");
const ArbitrateFields = lazy(async () => ({ default: (await ruling()).ArbitrateFields }));
const ReclassifyFields = lazy(async () => ({ default: (await ruling()).ReclassifyFields }));
const SucceedFields = lazy(async () => ({ default: (await ruling()).SucceedFields }));
const VerifyFields = lazy(async () => ({ default: (await ruling()).VerifyFields }));

type RulingVerb = Extract<FormVerb, "verify" | "reclassify" | "split" | "arbitrate" | "succeed">;

function send<Verb extends RulingVerb>(verb: Verb, body: VerbBody<Verb>, sending: Sending) {
  const { id, version, keyFor } = sending;
  return actOnCase(api, id, { verb, body, version, key: keyFor(body) });
}

/** What was left as it is does not travel: absent is not null. */
function chosen<Body extends object>(body: Body): Body {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value)) as Body;
}

interface PartValues {
  title?: string;
  category?: string;
  post?: Picked;
}

/** The verbs of those who decide what it is and who answers for it. */
export const rulingForms: Record<RulingVerb, ActForm> = {
  verify: form<{ valid: "yes" | "no"; reason: string }>({
    Fields: VerifyFields,
    text: "verify_text",
    fields: [["valid"], ["reason"]],
    empty: () => ({ valid: "yes", reason: "" }),
    send: ({ valid, reason }, sending) =>
      send("verify", { valid: valid === "yes", reason }, sending),
  }),

  reclassify: form<VerbBody<"reclassify">>({
    Fields: ReclassifyFields,
    text: "reclassify_text",
    fields: [["kind"], ["category"], ["class"], ["severity"], ["reason"]],
    empty: () => ({ reason: "" }),
    send: (values, sending) => send("reclassify", chosen(values), sending),
  }),

  split: form<{ parts: PartValues[] }>({
    Fields: SplitFields,
    text: "split_text",
    fields: [["parts"]],
    empty: () => ({ parts: [{}, {}] }),
    send: ({ parts }, sending) => {
      const told = parts.map(({ title, category, post }) => ({
        title: title?.trim() ?? "",
        ...(category ? { category } : {}),
        to_post_id: post?.value ?? "",
      }));
      return send("split", { parts: told }, sending);
    },
  }),

  arbitrate: form<{ ruling: string; owner_id?: Picked; accountable_id?: Picked }>({
    Fields: ArbitrateFields,
    text: "arbitrate_text",
    fields: [["ruling"], ["owner_id"], ["accountable_id"]],
    empty: () => ({ ruling: "" }),
    send: ({ ruling, owner_id, accountable_id }, sending) => {
      const body = { ruling, owner_id: owner_id?.value, accountable_id: accountable_id?.value };
      return send("arbitrate", chosen(body) as VerbBody<"arbitrate">, sending);
    },
  }),

  succeed: form<{ to_staff_id: Picked; reason: string }>({
    Fields: SucceedFields,
    text: "succeed_text",
    fields: [["to_staff_id"], ["reason"]],
    empty: () => ({ to_staff_id: undefined as never, reason: "" }),
    send: ({ to_staff_id, reason }, sending) =>
      send("succeed", { to_staff_id: to_staff_id.value, reason }, sending),
  }),
};
