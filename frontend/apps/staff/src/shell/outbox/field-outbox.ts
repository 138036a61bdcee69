import { actOnCase, addNote } from "@shouwen/api/cases.ts";
import { uploadFile } from "@shouwen/api/files.ts";
import { ApiProblem } from "@shouwen/api/problem.ts";
import { actOnRenovation } from "@shouwen/api/renovations.ts";
import { type Kept, Outbox, type Taken } from "@shouwen/core/outbox.ts";
import { randomKey } from "@shouwen/core/random-key.ts";
import { api } from "../api.ts";
import { deviceStore } from "./kept-store.ts";

/** A photograph on this device; `fileId` once it was sent. */
export interface KeptPhoto {
  photo: Blob;
  name: string;
  fileId?: string;
}

/** A visit to a renovation site, as it was filled in there (RN-17). */
export interface Visit {
  checks: { item: string; finding: string }[];
  progress?: string;
  anomaly?: string;
  breaches: { kind: string; words: string; photos: KeptPhoto[] }[];
  photos: KeptPhoto[];
}

/** What is done where there may be no network. */
export type Said =
  | { verb: "accept" | "arrive" }
  | { verb: "finish"; result: string; preventive_measure?: string }
  | ({ verb: "photo"; text: string } & KeptPhoto)
  | ({ verb: "inspect" } & Visit);

export type FieldAct = Said & { number: string; title: string };

export type KeptAct = Kept<FieldAct>;

/** Said again later it may well be taken: no answer, a busy server, or a session that has ended. */
const PASSING = [401, 429, 502, 503, 504];

/** The id of a photo that was sent. A form with a file is never the same twice, so no key could tell it again. */
async function sent({ photo, name }: KeptPhoto): Promise<string> {
  const file = new File([photo], name, { type: photo.type });
  return (await uploadFile(api, randomKey(), file)).id; // one sent for nothing is purged
}

async function sendPhoto(kept: KeptAct): Promise<Taken> {
  const { act, about } = kept;
  if (act.verb !== "photo") return {};
  const fileId = act.fileId ?? (await sent(act));
  await fieldOutbox.change({ ...kept, act: { ...act, fileId } });
  // When it was taken stands in its words: a note may not be told as older than what was done since.
  const note = { text: act.text, audience: "internal" as const, file_ids: [fileId] };
  await addNote(api, kept.key, about, note);
  return {};
}

/** The photographs first, each written down as soon as it is there, so that none is sent twice. */
async function sendVisit(kept: KeptAct): Promise<Taken> {
  const { act } = kept;
  if (act.verb !== "inspect") return {};
  const now = { ...kept, act: structuredClone(act) };
  for (const photo of [now.act, ...now.act.breaches].flatMap(({ photos }) => photos)) {
    if (photo.fileId) continue;
    photo.fileId = await sent(photo);
    await fieldOutbox.change(now);
  }
  const ids = (photos: KeptPhoto[]) => photos.map(({ fileId }) => fileId);
  const { number: _number, title: _title, verb, breaches, photos, ...said } = now.act;
  const seen = breaches.map(({ photos: shown, ...breach }) => ({
    ...breach,
    file_ids: ids(shown),
  }));
  const body = { ...said, breaches: seen, file_ids: ids(photos), at: kept.at };
  await actOnRenovation(api, kept.about, { verb, body, version: kept.version, key: kept.key });
  return {};
}

async function send(kept: KeptAct): Promise<Taken> {
  const { act, about: id, key, version, at } = kept;
  if (act.verb === "photo") return sendPhoto(kept);
  if (act.verb === "inspect") return sendVisit(kept);
  const { number: _number, title: _title, verb, ...said } = act;
  const told = await actOnCase(api, id, { verb, body: { ...said, at } as never, version, key });
  return { version: (told.data as { version?: number } | undefined)?.version };
}

function refusal(error: unknown) {
  if (!(error instanceof ApiProblem) || PASSING.includes(error.status)) return undefined;
  return { status: error.status, why: error.message };
}

let told: (kept: KeptAct) => void = () => {};

/** Hears of each act that was taken. */
export function whenTaken(tell: (kept: KeptAct) => void): void {
  told = tell;
}

export const fieldOutbox: Outbox<FieldAct> = new Outbox<FieldAct>({
  store: deviceStore<FieldAct>(),
  send,
  refusal,
  adds: ({ verb }) => verb === "photo" || verb === "inspect",
  taken: (kept) => told(kept),
});
