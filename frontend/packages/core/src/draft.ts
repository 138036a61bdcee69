import { randomKey } from "./random-key.ts";

/** What is kept on the device of an unfinished form. */
export interface Draft<Value> {
  value: Value;
  savedAt: string;
  /** The request under way or unanswered: sending the same body again must carry the same key. */
  sent?: { key: string; body: string };
}

/** The part of `Storage` a draft needs; the mini-program brings its own. */
export interface DraftStorage {
  getItem(key: string): string | null;
  setItem(key: string, text: string): void;
  removeItem(key: string): void;
}

/**
 * One form's draft. A full or forbidden storage never disturbs typing: the draft then lives as long
 * as the page does.
 */
export class DraftBox<Value> {
  private readonly storage: DraftStorage;
  private readonly name: string;
  private held: Draft<Value> | null = null;

  constructor(storage: DraftStorage, name: string) {
    this.storage = storage;
    this.name = `shouwen.draft.${name}`;
  }

  load(): Draft<Value> | null {
    try {
      const text = this.storage.getItem(this.name);
      if (text) this.held = JSON.parse(text) as Draft<Value>;
    } catch {
      // Unreadable is the same as absent.
    }
    return this.held;
  }

  save(value: Value): void {
    const sent = this.held?.sent;
    this.keep({ value, savedAt: new Date().toISOString(), ...(sent ? { sent } : {}) });
  }

  /**
   * The idempotency key for sending `body`: the one already used for these very words if their answer
   * never came, otherwise a new one.
   */
  keyFor(value: Value, body: unknown): string {
    const text = JSON.stringify(body);
    const sent = this.held?.sent;
    const key = sent?.body === text ? sent.key : randomKey();
    this.keep({ value, savedAt: new Date().toISOString(), sent: { key, body: text } });
    return key;
  }

  clear(): void {
    this.held = null;
    try {
      this.storage.removeItem(this.name);
    } catch {
      // Nothing was kept then either.
    }
  }

  private keep(draft: Draft<Value>): void {
    this.held = draft;
    try {
      this.storage.setItem(this.name, JSON.stringify(draft));
    } catch {
      // See the class: held in memory.
    }
  }
}
