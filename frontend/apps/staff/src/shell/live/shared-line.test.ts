import { ApiProblem } from "@shouwen/api/problem.ts";
import type { Listening } from "@shouwen/api/stream.ts";
import type { EventOut } from "@shouwen/api/types.ts";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type Ears, joinSharedLine, tellSignedOut } from "./shared-line.ts";

const HEARD: EventOut = {
  id: "e1",
  event: "cases.heard",
  at: "2026-11-28T08:00:00Z",
  community_id: "c1",
  subject: { type: "case", id: "k1", number: "BX202611-00001" },
  facts: {},
};

/** A server with a stream: who reads now, from where, and what it says to them. */
class Server {
  reading: { cursor: string | undefined; listening: Listening; end: (error?: Error) => void }[] =
    [];

  read = (cursor: string | undefined, listening: Listening, signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const leave = (error?: Error) => {
        this.reading = this.reading.filter((one) => one !== reader);
        if (error) reject(error);
        else resolve();
      };
      const reader = { cursor, listening, end: leave };
      this.reading.push(reader);
      signal.addEventListener("abort", () => leave());
    });

  get only() {
    const [one, ...more] = this.reading;
    if (!one || more.length > 0) throw new Error(`${this.reading.length} read, not one`);
    return one;
  }
}

/** Web Locks, as far as tabs need them: one holder, the next when that one is done. */
function fakeLocks() {
  let last: Promise<unknown> = Promise.resolve();
  const request = (_name: string, options: { signal: AbortSignal }, hold: () => Promise<void>) => {
    const turn = last.then(() => (options.signal.aborted ? undefined : hold()));
    last = turn.catch(() => undefined);
    return turn;
  };
  return { request } as unknown as Pick<LockManager, "request">;
}

function tab() {
  const ears = {
    event: vi.fn<Ears["event"]>(),
    state: vi.fn<Ears["state"]>(),
    missed: vi.fn<Ears["missed"]>(),
    ended: vi.fn<Ears["ended"]>(),
    signedOut: vi.fn<Ears["signedOut"]>(),
  };
  return { ears, leave: joinSharedLine(ears, { read: server.read, locks }) };
}

let server: Server;
let locks: Pick<LockManager, "request">;
let leaving: (() => void)[];

beforeEach(() => {
  server = new Server();
  locks = fakeLocks();
  leaving = [];
});
afterEach(() => {
  for (const leave of leaving) leave();
});

async function tabs(count: number) {
  const opened = Array.from({ length: count }, tab);
  leaving.push(...opened.map(({ leave }) => leave));
  await vi.waitFor(() => expect(server.reading).toHaveLength(1));
  return opened as [ReturnType<typeof tab>, ReturnType<typeof tab>];
}

it("holds one stream for all tabs, and each hears what comes", async () => {
  const [one, two] = await tabs(2);
  server.only.listening.ready();
  server.only.listening.event(HEARD);
  await vi.waitFor(() => expect(two.ears.event).toHaveBeenCalledWith(HEARD));
  expect(one.ears.event).toHaveBeenCalledWith(HEARD);
  expect(two.ears.state).toHaveBeenLastCalledWith("live");
});

it("takes what was fetched before anybody listened for outdated, once", async () => {
  const [one, two] = await tabs(2);
  server.only.listening.ready();
  await vi.waitFor(() => expect(two.ears.missed).toHaveBeenCalledTimes(1));
  expect(one.ears.missed).toHaveBeenCalledTimes(1);
});

it("goes on at the same place in the next tab when the one that held it closes", async () => {
  const [one, two] = await tabs(2);
  server.only.listening.ready();
  server.only.listening.cursor("here");
  await vi.waitFor(() => expect(two.ears.state).toHaveBeenLastCalledWith("live"));
  one.leave();
  await vi.waitFor(() => expect(server.only.cursor).toBe("here"));
  server.only.listening.ready();
  expect(two.ears.missed).toHaveBeenCalledTimes(1);
});

it("tells a tab that opens later how things stand", async () => {
  await tabs(1);
  server.only.listening.ready();
  const late = tab();
  leaving.push(late.leave);
  await vi.waitFor(() => expect(late.ears.state).toHaveBeenLastCalledWith("live"));
});

it("comes again with the cursor when the stream breaks, and says so meanwhile", async () => {
  const [one] = await tabs(1);
  server.only.listening.ready();
  server.only.listening.cursor("here");
  server.only.end(new TypeError("network"));
  await vi.waitFor(() => expect(one.ears.state).toHaveBeenLastCalledWith("reconnecting"));
  window.dispatchEvent(new Event("online"));
  await vi.waitFor(() => expect(server.only.cursor).toBe("here"));
  server.only.listening.ready();
  expect(one.ears.state).toHaveBeenLastCalledWith("live");
  expect(one.ears.missed).toHaveBeenCalledTimes(1);
});

it("begins anew when the server no longer knows the place", async () => {
  const [one] = await tabs(1);
  server.only.listening.ready();
  server.only.listening.cursor("gone");
  const refused = new ApiProblem(new Response(null, { status: 400 }), { code: "cursor_invalid" });
  server.only.end(refused);
  await vi.waitFor(() => expect(one.ears.state).toHaveBeenLastCalledWith("reconnecting"));
  window.dispatchEvent(new Event("online"));
  await vi.waitFor(() => expect(server.only.cursor).toBeUndefined());
  server.only.listening.ready();
  expect(one.ears.missed).toHaveBeenCalledTimes(2);
});

it("stops when the session has ended, in every tab", async () => {
  const [one, two] = await tabs(2);
  server.only.listening.ready();
  server.only.end(new ApiProblem(new Response(null, { status: 401 }), {}));
  await vi.waitFor(() => expect(two.ears.ended).toHaveBeenCalled());
  expect(one.ears.ended).toHaveBeenCalled();
});

it("hears of a sign-out in another tab", async () => {
  const [one] = await tabs(1);
  tellSignedOut();
  await vi.waitFor(() => expect(one.ears.signedOut).toHaveBeenCalled());
});
