import { expect, it } from "vitest";
import { type Kept, Outbox, type Taken } from "./outbox.ts";

type Act = string;

function kept(id: string, more: Partial<Kept<Act>> = {}): Kept<Act> {
  const at = `2026-11-28T08:00:0${id.slice(-1)}Z`;
  return { id, person: "p1", about: "k1", act: id, key: `key-${id}`, version: 3, at, ...more };
}

class Refused extends Error {}

/** A server that can be cut off, and that takes one version of each thing. */
function place(versions: Record<string, number>) {
  const stored = new Map<string, Kept<Act>>();
  const done: string[] = [];
  const net = { up: true };
  const store = {
    all: async () => [...stored.values()],
    put: async (one: Kept<Act>) => void stored.set(one.id, one),
    remove: async (id: string) => void stored.delete(id),
  };
  const send = async (one: Kept<Act>): Promise<Taken> => {
    if (!net.up) throw new Error("no network");
    if (versions[one.about] !== one.version) throw new Refused("stale");
    done.push(`${one.act}@${one.version} ${one.key}`);
    versions[one.about] = one.version + 1;
    return { version: one.version + 1 };
  };
  const refusal = (error: unknown) =>
    error instanceof Refused ? { status: 412, why: error.message } : undefined;
  const adds = (act: Act) => act.startsWith("photo");
  const open = () => new Outbox<Act>({ store, send, refusal, adds });
  return { open, done, net, stored, versions };
}

it("keeps acts without a network and sends them in order, once, when it is back", async () => {
  const { open, done, net } = place({ k1: 3 });
  net.up = false;
  const box = open();
  await box.add(kept("a2"));
  await box.add(kept("a1"));
  await box.flush("p1");
  expect(done).toEqual([]);
  // The page was closed meanwhile.
  const later = open();
  await later.load();
  expect(later.read().map(({ id }) => id)).toEqual(["a1", "a2"]);
  net.up = true;
  await Promise.all([later.flush("p1"), later.flush("p1")]);
  expect(done).toEqual(["a1@3 key-a1", "a2@4 key-a2"]);
  expect(later.read()).toEqual([]);
});

it("tries once more at once when the network came back while a try was failing", async () => {
  const { open, done, net } = place({ k1: 3 });
  net.up = false;
  const box = open();
  await box.add(kept("a1"));
  const failing = box.flush("p1");
  const back = box.flush("p1"); // the network says that it is there again
  net.up = true;
  await Promise.all([failing, back]);
  expect(done).toEqual(["a1@3 key-a1"]);
});

it("reports what somebody else was faster at, and holds back what came after it", async () => {
  const { open, done, stored, versions } = place({ k1: 9, k2: 3 });
  const box = open();
  await box.add(kept("a1"));
  await box.add(kept("a2"));
  await box.add(kept("b3", { about: "k2" }));
  await box.flush("p1");
  expect(done).toEqual(["b3@3 key-b3"]);
  expect(stored.get("a1")?.refused).toEqual({ status: 412, why: "stale" });
  expect(stored.get("a2")?.refused).toBeUndefined();
  // Looked at and done all the same: the rest follows.
  await box.renew("a1", 9, "new-key", "2026-11-28T08:00:01Z");
  await box.flush("p1");
  expect(done.slice(1)).toEqual(["a1@9 new-key"]);
  expect(stored.get("a2")?.refused?.status).toBe(412);
  await box.drop("a2");
  expect([stored.size, versions.k1]).toEqual([0, 10]);
});

it("sends what only adds last, and lets nothing hold it back", async () => {
  const { open, done, versions } = place({ k1: 3 });
  const box = open();
  await box.add(kept("a1", { version: 2 }));
  await box.add(kept("photo2"));
  await box.flush("p1");
  expect(done).toEqual(["photo2@3 key-photo2"]);
  versions.k1 = 3;
  await box.renew("a1", 3, "again", "2026-11-28T08:00:03Z");
  await box.add(kept("photo3"));
  await box.flush("p1");
  expect(done.slice(1, 2)).toEqual(["a1@3 again"]);
});

it("sends nothing in somebody else's name", async () => {
  const { open, done } = place({ k1: 3 });
  const box = open();
  await box.add(kept("a1"));
  await box.flush("p2");
  expect(done).toEqual([]);
  expect(box.read()).toHaveLength(1);
});
