import { actOnCase, addNote } from "@shouwen/api/cases.ts";
import { uploadFile } from "@shouwen/api/files.ts";
import { ApiProblem } from "@shouwen/api/problem.ts";
import { type Kept, Outbox, type Taken } from "@shouwen/core/outbox.ts";
import { randomKey } from "@shouwen/core/random-key.ts";
import { api } from "../api.ts";
import { deviceStore } from "./kept-store.ts";

/** What is done where there may be no network. */
export type Said =
  | { verb: "accept" | "arrive" }
  | { verb: "finish"; result: string; preventive_measure?: string }
  | { verb: "photo"; text: string; photo: Blob; name: string; fileId?: string };

export type FieldAct = Said & { number: string; title: string };

export type KeptAct = Kept<FieldAct>;

/** Said again later it may well be taken: no answer, a busy server, or a session that has ended. */
const PASSING = [401, 429, 502, 503, 504];

async function sendPhoto(kept: KeptAct): Promise<Taken> {
  const { act, about } = kept;
  if (act.verb !== "photo") return {};
  let { fileId } = act;
  if (!fileId) {
    // A form with a file is never the same twice, so no key could tell it again. One sent for nothing is purged.
    const file = new File([act.photo], act.name, { type: act.photo.type });
    fileId = (await uploadFile(api, randomKey(), file)).id;
    await caseOutbox.change({ ...kept, act: { ...act, fileId } });
  }
  // When it was taken stands in its words: a note may not be told as older than what was done since.
  const note = { text: act.text, audience: "internal" as const, file_ids: [fileId] };
  await addNote(api, kept.key, about, note);
  return {};
}

async function send(kept: KeptAct): Promise<Taken> {
  const { act, about: id, key, version, at } = kept;
  if (act.verb === "photo") return sendPhoto(kept);
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

export const caseOutbox: Outbox<FieldAct> = new Outbox<FieldAct>({
  store: deviceStore<FieldAct>(),
  send,
  refusal,
  adds: ({ verb }) => verb === "photo",
  taken: (kept) => told(kept),
});
