function asked<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function opened(name: string, table: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(table, { keyPath: "id" });
  return asked(request);
}

/** Rows with an id on this device. Unlike localStorage it holds more than a few megabytes. */
export function deviceTable<Row extends { id: string }>(name: string, table: string) {
  let database: Promise<IDBDatabase> | undefined;
  const rows = async (mode: IDBTransactionMode) => {
    database ??= opened(name, table);
    return (await database).transaction(table, mode).objectStore(table);
  };
  return {
    all: async () => asked((await rows("readonly")).getAll() as IDBRequest<Row[]>),
    put: async (row: Row) => void (await asked((await rows("readwrite")).put(row))),
    remove: async (id: string) => void (await asked((await rows("readwrite")).delete(id))),
  };
}
