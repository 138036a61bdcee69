import { actOnCase, addContact } from "@shouwen/api/cases.ts";
import { lazy } from "react";
import { api } from "../../shell/api.ts";
import { CloseFields, FinishFields, OfferFields, ReasonFields } from "./act-fields.tsx";
import { type ActForm, form } from "./act-shape.ts";
import type { FormVerb } from "./acts.ts";
import { type OfferValues, toOffer } from "./offer-values.ts";
import { promiseForms } from "./promise-forms.tsx";
import { type ContactValues, emptyContact, type Picked, toContact } from "./record-values.ts";
import { rulingForms } from "./ruling-forms.tsx";

// What few verbs need is loaded when one of them is said.
const LinkFields = lazy(() => import("./link-fields.tsx"));
const MoreContactFields = lazy(() => import("./more-contact-fields.tsx"));

interface Reason {
  reason: string;
}

function reasonForm(verb: "refuse" | "reopen" | "void" | "dispute"): ActForm {
  return form<Reason>({
    Fields: ReasonFields,
    text: `${verb}_text`,
    fields: [["reason"]],
    empty: () => ({ reason: "" }),
    send: ({ reason }, { id, version, keyFor }) => {
      const body = { reason };
      return actOnCase(api, id, { verb, body, version, key: keyFor(body) });
    },
  });
}

export const actForms: Record<FormVerb, ActForm> = {
  refuse: reasonForm("refuse"),
  reopen: reasonForm("reopen"),
  void: reasonForm("void"),
  dispute: reasonForm("dispute"),
  ...promiseForms,
  ...rulingForms,

  offer: form<OfferValues>({
    Fields: OfferFields,
    text: "offer_text",
    fields: [["reason"]],
    empty: () => ({ to: "staff" }),
    send: (values, { id, version, keyFor }) => {
      const body = toOffer(values);
      return actOnCase(api, id, { verb: "offer", body, version, key: keyFor(body) });
    },
  }),

  finish: form<{ result: string; cause?: string; preventive_measure?: string }>({
    Fields: FinishFields,
    fields: [["result"], ["cause"], ["preventive_measure"]],
    empty: () => ({ result: "" }),
    send: ({ result, cause, preventive_measure }, { id, version, keyFor }) => {
      const body = {
        result,
        ...(cause ? { cause } : {}),
        ...(preventive_measure ? { preventive_measure } : {}),
      };
      return actOnCase(api, id, { verb: "finish", body, version, key: keyFor(body) });
    },
  }),

  close: form<{ reason?: string }>({
    Fields: CloseFields,
    text: "close_text",
    fields: [["reason"]],
    empty: () => ({}),
    send: ({ reason }, { id, version, keyFor }) => {
      const body = reason ? { reason } : {};
      return actOnCase(api, id, { verb: "close", body, version, key: keyFor(body) });
    },
  }),

  link: form<{ case_id: Picked; relation: "related" }>({
    Fields: LinkFields,
    fields: [["case_id"], ["relation"]],
    empty: () => ({ case_id: undefined as never, relation: "related" }),
    send: ({ case_id, relation }, { id, version, keyFor }) => {
      const body = { case_id: case_id.value, relation };
      return actOnCase(api, id, { verb: "link", body, version, key: keyFor(body) });
    },
  }),

  add_contact: form<ContactValues & { late_reason?: string }>({
    Fields: MoreContactFields,
    fields: [
      ["channel"],
      ["heard_at"],
      ["words"],
      ["late_reason"],
      ["person", "name"],
      ["person", "phone"],
    ],
    empty: () => emptyContact(new Date()),
    send: ({ late_reason, ...contact }, { id, keyFor }) => {
      const body = { ...toContact(contact), ...(late_reason ? { late_reason } : {}) };
      return addContact(api, keyFor(body), id, body);
    },
  }),
};
