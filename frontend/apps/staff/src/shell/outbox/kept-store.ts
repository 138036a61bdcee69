import type { Kept, OutboxStore } from "@shouwen/core/outbox.ts";
import { deviceTable } from "./device-table.ts";

/** What waits to be sent, photos included. */
export function deviceStore<Act>(): OutboxStore<Act> {
  return deviceTable<Kept<Act>>("shouwen.outbox", "kept");
}
