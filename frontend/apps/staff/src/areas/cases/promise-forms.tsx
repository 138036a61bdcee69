import { actOnCase, type VerbBody } from "@shouwen/api/cases.ts";
import { fromLocalMinute } from "@shouwen/core/instant.ts";
import { api } from "../../shell/api.ts";
import { type ActForm, form, type Sending } from "./act-shape.ts";
import type { FormVerb } from "./acts.ts";
import {
  EscalateFields,
  ExplainFields,
  HoldFields,
  RespondFields,
  UrgeFields,
} from "./promise-fields.tsx";
import type { Picked } from "./record-values.ts";

type PromiseVerb = Extract<
  FormVerb,
  "respond" | "explain" | "hold" | "urge" | "report" | "escalate"
>;

function send<Verb extends PromiseVerb>(verb: Verb, body: VerbBody<Verb>, sending: Sending) {
  const { id, version, keyFor } = sending;
  return actOnCase(api, id, { verb, body, version, key: keyFor(body) });
}

/** The verbs that tell the resident, the owner or the superior how it stands. */
export const promiseForms: Record<PromiseVerb, ActForm> = {
  respond: form<{ text?: string }>({
    Fields: RespondFields,
    text: "respond_text",
    fields: [["text"]],
    empty: () => ({}),
    send: ({ text }, sending) => send("respond", text ? { text } : {}, sending),
  }),

  explain: form<{ reason: string; new_due_at: string; resident_agreed: boolean }>({
    Fields: ExplainFields,
    text: "explain_text",
    fields: [["reason"], ["new_due_at"], ["resident_agreed"]],
    empty: () => ({ reason: "", new_due_at: "", resident_agreed: false }),
    send: ({ new_due_at, ...rest }, sending) =>
      send("explain", { ...rest, new_due_at: fromLocalMinute(new_due_at) }, sending),
  }),

  hold: form<{ reason: VerbBody<"hold">["reason"]; until: string }>({
    Fields: HoldFields,
    text: "hold_text",
    fields: [["reason"], ["until"]],
    empty: () => ({ reason: "resident_away", until: "" }),
    send: ({ reason, until }, sending) =>
      send("hold", { reason, until: fromLocalMinute(until) }, sending),
  }),

  urge: form<{ reason?: string }>({
    Fields: UrgeFields,
    text: "urge_text",
    fields: [["reason"]],
    empty: () => ({}),
    send: ({ reason }, sending) => send("urge", reason ? { reason } : {}, sending),
  }),

  report: form<{ reason?: string }>({
    Fields: UrgeFields,
    text: "report_text",
    fields: [["reason"]],
    empty: () => ({}),
    send: ({ reason }, sending) => send("report", reason ? { reason } : {}, sending),
  }),

  escalate: form<{ reason: string; to_staff_id?: Picked }>({
    Fields: EscalateFields,
    text: "escalate_text",
    fields: [["reason"], ["to_staff_id"]],
    empty: () => ({ reason: "" }),
    send: ({ reason, to_staff_id: to }, sending) =>
      send("escalate", { reason, ...(to ? { to_staff_id: to.value } : {}) }, sending),
  }),
};
