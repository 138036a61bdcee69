/** An act somebody has done, kept until the server has taken it. */
export interface Kept<Act = unknown> {
  id: string;
  /** Who did it: nobody else at this device sends it for them. */
  person: string;
  /** What it is about: acts on one thing go out in order, and wait for each other. */
  about: string;
  act: Act;
  /** Made when the person acted, so that however often it is sent it is done once. */
  key: string;
  /** The version on the screen then; our own acts before it move it on. */
  version: number;
  at: string;
  /** Why the server would not take it. It stays until somebody decides. */
  refused?: { status: number; why: string };
}

export interface OutboxStore<Act> {
  all: () => Promise<Kept<Act>[]>;
  put: (kept: Kept<Act>) => Promise<void>;
  remove: (id: string) => Promise<void>;
}

/** What an answer says of the thing afterwards. */
export type Taken = { version?: number | undefined };

interface Sending<Act> {
  store: OutboxStore<Act>;
  send: (kept: Kept<Act>) => Promise<Taken>;
  /** The status and words of a refusal; nothing where it may heal by itself. */
  refusal: (error: unknown) => { status: number; why: string } | undefined;
  /** Adds to a thing without changing it: goes after what changes things, and waits for nothing. */
  adds?: (act: Act) => boolean;
  taken?: (kept: Kept<Act>) => void;
}

const inOrder = (one: Kept, other: Kept) => one.at.localeCompare(other.at);

/**
 * Keeps acts while there is no network and sends them in order when it is back. What the server refuses
 * stays and says why, and holds back what was done to the same thing after it: nothing is lost, and
 * nothing of somebody else is written over.
 */
export class Outbox<Act> {
  private readonly way: Sending<Act>;
  private kept: Kept<Act>[] = [];
  private readonly listeners = new Set<() => void>();
  private sending: Promise<void> | undefined;
  private again = false;

  constructor(way: Sending<Act>) {
    this.way = way;
  }

  async load(): Promise<void> {
    this.show((await this.way.store.all()).sort(inOrder));
  }

  readonly read = (): readonly Kept<Act>[] => this.kept;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  async add(kept: Kept<Act>): Promise<void> {
    await this.way.store.put(kept);
    this.show([...this.kept, kept].sort(inOrder));
  }

  /** Sends what waits of this person. Asked for meanwhile, it goes round once more. */
  flush(person: string): Promise<void> {
    this.again = true;
    this.sending ??= this.rounds(person).finally(() => {
      this.sending = undefined;
    });
    return this.sending;
  }

  async drop(id: string): Promise<void> {
    await this.way.store.remove(id);
    this.show(this.kept.filter((one) => one.id !== id));
  }

  /** Somebody has looked at what is true now and still wants it done: it counts from then, after what came between. */
  async renew(id: string, version: number, key: string, at: string): Promise<void> {
    const found = this.kept.find((one) => one.id === id);
    if (!found) return;
    const { refused: _gone, ...rest } = found;
    await this.change({ ...rest, version, key, at });
  }

  /** Writes down how far an act has come. */
  async change(next: Kept<Act>): Promise<void> {
    await this.way.store.put(next);
    this.show(this.kept.map((one) => (one.id === next.id ? next : one)));
  }

  private async rounds(person: string): Promise<void> {
    while (this.again) {
      this.again = false;
      await this.round(person);
    }
  }

  private async round(person: string): Promise<void> {
    const held = new Set<string>();
    for (const { id } of this.asSent()) {
      const one = this.kept.find((now) => now.id === id);
      if (!one || one.person !== person || this.waits(one, held)) continue;
      if (one.refused) held.add(one.about);
      else if (!(await this.sendOne(one))) {
        if (!this.kept.find((now) => now.id === id)?.refused) return; // no network: later
        held.add(one.about);
      }
    }
  }

  private asSent(): Kept<Act>[] {
    const adds = ({ act }: Kept<Act>) => this.way.adds?.(act) ?? false;
    return [...this.kept.filter((one) => !adds(one)), ...this.kept.filter(adds)];
  }

  private waits({ act, about }: Kept<Act>, held: Set<string>): boolean {
    return held.has(about) && !this.way.adds?.(act);
  }

  private async sendOne(one: Kept<Act>): Promise<boolean> {
    try {
      const { version } = await this.way.send(one);
      await this.drop(one.id);
      // What we did ourselves is no conflict for what we did next.
      for (const later of this.kept)
        if (version !== undefined && later.about === one.about && later.version === one.version)
          await this.change({ ...later, version });
      this.way.taken?.(one);
      return true;
    } catch (error) {
      const refused = this.way.refusal(error);
      if (refused)
        await this.change({ ...(this.kept.find((now) => now.id === one.id) ?? one), refused });
      return false;
    }
  }

  private show(kept: Kept<Act>[]): void {
    this.kept = kept;
    for (const tell of this.listeners) tell();
  }
}
