import type { Kept, OutboxStore } from "@shouwen/core/outbox.ts";

const NAME = "shouwen.outbox";
const TABLE = "kept";

function asked<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function opened(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(TABLE, { keyPath: "id" });
  return asked(request);
}

/** On this device, photos included. Unlike localStorage it holds more than a few megabytes. */
export function deviceStore<Act>(): OutboxStore<Act> {
  let database: Promise<IDBDatabase> | undefined;
  const table = async (mode: IDBTransactionMode) => {
    database ??= opened();
    return (await database).transaction(TABLE, mode).objectStore(TABLE);
  };
  return {
    all: async () => asked((await table("readonly")).getAll() as IDBRequest<Kept<Act>[]>),
    put: async (kept) => void (await asked((await table("readwrite")).put(kept))),
    remove: async (id) => void (await asked((await table("readwrite")).delete(id))),
  };
}
