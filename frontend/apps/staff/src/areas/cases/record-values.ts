import type { CaseIn, ContactIn } from "@shouwen/api/types.ts";
import { fromLocalMinute, localMinute } from "@shouwen/core/instant.ts";
import { labels } from "@shouwen/i18n/labels.zh-CN.ts";
import type { AddedFile } from "../../shell/file-picker.tsx";
import { type IncidentValues, toIncident } from "./incident-values.ts";

export interface Picked {
  value: string;
  label: string;
}

/** A contact as it is filled in; the same paths as in the body, so that an error finds its field. */
export interface ContactValues {
  channel: ContactIn["channel"];
  heard_at?: string;
  words?: string;
  wants_reply: boolean;
  person: {
    /** A resident whom the desk recognised by the phone. */
    resident_id?: string;
    name?: string;
    phone?: string;
    anonymous?: boolean;
    relation?: NonNullable<ContactIn["person"]>["relation"];
  };
  /** One line of the form: a unit, words, or both, which the body tells as two places. */
  places: [{ unit_id?: Picked; text?: string }];
  /** Of a matter that a hotline sent. */
  external_ref?: { system?: string; id?: string };
  outside_due_at?: string;
  /** How often the telephone rang. */
  rings?: string;
}

export interface RecordValues {
  community_id?: string;
  kind: CaseIn["kind"];
  /** A type whose stages it walks, of those that are based on the kind. */
  type_id?: string | undefined;
  category?: string;
  severity: NonNullable<CaseIn["severity"]>;
  title?: string;
  detail?: string;
  confidential?: boolean;
  complaint?: { class?: NonNullable<CaseIn["complaint"]>["class"]; abroad?: boolean };
  incident?: IncidentValues;
  contact: ContactValues;
  late_reason?: string;
  at_once?: boolean;
  answered?: { result?: string; preventive_measure?: string };
  files?: AddedFile[];
}

/** The fields an error of the API can be shown at. */
export const RECORD_FIELDS: (string | number)[][] = [
  ["community_id"],
  ["kind"],
  ["type_id"],
  ["category"],
  ["severity"],
  ["title"],
  ["detail"],
  ["complaint", "class"],
  ["complaint"],
  ["answered", "result"],
  ["answered", "preventive_measure"],
  ["late_reason"],
  ["contact", "channel"],
  ["contact", "external_ref", "system"],
  ["contact", "external_ref", "id"],
  ["contact", "outside_due_at"],
  ["incident", "words"],
  ["incident", "expected_end_at"],
  ["incident", "places"],
  ["contact", "heard_at"],
  ["contact", "rings"],
  ["contact", "person", "name"],
  ["contact", "person", "phone"],
  ["contact", "person", "relation"],
  ["contact", "places", 0, "unit_id"],
  ["contact", "places", 0, "text"],
];

const OF_HELP = ["medical", "incident", "other"];
const OF_THE_REST = Object.keys(labels.category).filter(
  (value) => value === "other" || !OF_HELP.includes(value),
);

/** What a matter of this kind may be sorted under. */
export function categoriesOf(kind: CaseIn["kind"]): string[] {
  return kind === "help" ? OF_HELP : OF_THE_REST;
}

export function emptyContact(now: Date): ContactValues {
  return {
    channel: "phone",
    // The minute the form was opened is when the telephone rang.
    heard_at: localMinute(now),
    wants_reply: true,
    person: {},
    places: [{}],
  };
}

export function emptyRecord(now: Date, communityId: string | undefined): RecordValues {
  return {
    kind: "repair",
    severity: "normal",
    contact: emptyContact(now),
    ...(communityId ? { community_id: communityId } : {}),
  };
}

function given(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed ? trimmed : undefined;
}

/** Leaves out what was not filled in: absent is not null, and not empty either. */
function filled<Body extends object>(
  body: Body,
): { [Key in keyof Body]: Exclude<Body[Key], undefined> } {
  const entries = Object.entries(body).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof Body]: Exclude<Body[Key], undefined> };
}

/** Whether what came by this way rang. */
export function rings(channel: string | undefined): boolean {
  return channel === "phone" || channel === "hotline";
}

export function toContact(values: ContactValues): ContactIn {
  const { person } = values;
  const [{ unit_id, text }] = values.places;
  const words = given(text);
  return filled({
    channel: values.channel,
    heard_at: values.heard_at ? fromLocalMinute(values.heard_at) : undefined,
    words: given(values.words),
    wants_reply: values.wants_reply,
    person: filled({
      // Whoever asks not to be named is not named, whatever was typed before.
      resident_id: person.anonymous ? undefined : person.resident_id,
      name: person.anonymous ? undefined : given(person.name),
      phone: person.anonymous ? undefined : given(person.phone),
      anonymous: person.anonymous ?? false,
      relation: person.relation,
    }),
    places: [
      ...(unit_id ? [{ unit_id: unit_id.value, role: "affected" as const }] : []),
      ...(words ? [{ text: words, role: "affected" as const }] : []),
    ],
    ...outside(values),
    rings: rings(values.channel) && values.rings ? Number(values.rings) : undefined,
  }) as ContactIn;
}

/** What the hotline calls it and wants by when, where a hotline it was. */
function outside({ channel, external_ref, outside_due_at }: ContactValues) {
  const id = given(external_ref?.id);
  const system = given(external_ref?.system);
  if (channel !== "hotline" || !id || !system) return {};
  return {
    external_ref: { system, id },
    ...(outside_due_at ? { outside_due_at: fromLocalMinute(outside_due_at) } : {}),
  };
}

/** Whoever began with another kind has left its fields behind: only those of the kind are sent. */
function complaintIn({ complaint }: RecordValues): CaseIn["complaint"] {
  if (!complaint?.class) return undefined;
  return { class: complaint.class, ...(complaint.abroad ? { abroad: true } : {}) };
}

export function toCase(values: RecordValues): CaseIn {
  return filled({
    community_id: values.community_id,
    kind: values.kind,
    type_id: values.type_id || undefined,
    category: values.category || undefined,
    severity: values.severity,
    confidential: values.confidential ?? false,
    title: given(values.title),
    detail: given(values.detail),
    incident: values.kind === "incident" ? toIncident(values.incident ?? {}) : undefined,
    complaint: values.kind === "complaint" ? complaintIn(values) : undefined,
    contact: toContact(values.contact),
    late_reason: given(values.late_reason),
    answered: values.at_once
      ? {
          result: given(values.answered?.result),
          ...(values.kind === "complaint"
            ? { preventive_measure: given(values.answered?.preventive_measure) }
            : {}),
        }
      : undefined,
    file_ids: values.files?.map((file) => file.id) ?? [],
  }) as CaseIn;
}

/** The same words, said as a further contact of a case that is known: what was written of the matter goes along. */
export function toRepeat(values: RecordValues): ContactIn {
  const matter = [given(values.title), given(values.detail), given(values.contact.words)];
  return filled({
    ...toContact(values.contact),
    words: given(matter.filter(Boolean).join("\n")),
    late_reason: given(values.late_reason),
  }) as ContactIn;
}
