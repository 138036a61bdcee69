import { draftNamed, forgetDraft, saveDraft } from "@shouwen/api/drafts.ts";
import type { Draft } from "@shouwen/core/draft.ts";
import { api } from "../api.ts";

const PAUSE_MS = 3000;

/**
 * The same draft with the server, so that another device finds it. What cannot be kept there is still
 * kept here: nothing of this ever disturbs typing.
 */
export class ServerDraft<Value> {
  private readonly name: string;
  private readonly communityId: string | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private waiting: Value | undefined;
  private kept = false;

  constructor(name: string, communityId: string | undefined) {
    this.name = name;
    this.communityId = communityId;
  }

  async load(): Promise<Draft<Value> | undefined> {
    try {
      const found = await draftNamed(api, this.name);
      this.kept = found !== undefined;
      return found && { value: JSON.parse(found.text) as Value, savedAt: found.saved_at };
    } catch {
      return undefined;
    }
  }

  keep(value: Value): void {
    this.waiting = value;
    this.timer ??= setTimeout(() => this.flush(), PAUSE_MS);
  }

  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.waiting === undefined || !this.communityId) return;
    const text = JSON.stringify(this.waiting);
    this.waiting = undefined;
    this.kept = true;
    void saveDraft(api, this.communityId, this.name, text).catch(() => {});
  }

  forget(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.waiting = undefined;
    if (!this.kept) return;
    this.kept = false;
    void forgetDraft(api, this.name).catch(() => {});
  }
}
