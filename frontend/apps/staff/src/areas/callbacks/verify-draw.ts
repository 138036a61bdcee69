import type { DrawOut, EnrolledRow } from "@shouwen/api/types.ts";

/** What one cut is found to have done, and whether that is what was published. */
export interface CutCheck {
  no: number;
  at: string;
  cameIn: number;
  gone: number;
  drawn: number;
  missing: number;
  /** The fingerprint over all it did is the published one. */
  hashHolds: boolean;
  /** Whom it had to draw is whom it drew. */
  drawnHolds: boolean;
}

export interface Verification {
  /** The seed is the one that was promised before anybody was in. */
  commitHolds: boolean;
  /** No row is missing, added or moved. */
  rowsHold: boolean;
  cuts: CutCheck[];
  /** Each ticket comes from the seed and the cut before it. */
  ticketsHold: boolean;
}

export type Draw = Pick<DrawOut, "id" | "seed" | "commit" | "cuts">;
type Matter = EnrolledRow & { subject_id: string; cut: number };
type Way = "lot" | "floor" | "replacement";

const TAG = "shouwen-draw-1";
const WHOLE = 10_000;
const LOT_SCALE = 12_500n;
const TICKETS = 2n ** 256n;
const MICROS = 6;

/** Whether everything is as anybody would have come to. */
export function holds(found: Verification): boolean {
  const { commitHolds, rowsHold, ticketsHold, cuts } = found;
  return (
    commitHolds && rowsHold && ticketsHold && cuts.every((cut) => cut.hashHolds && cut.drawnHolds)
  );
}

/**
 * Recomputes a settled draw from what is published: the same as `docs/verify_draw.py`, here in the reader's
 * browser. The bytes are written down in `docs/draws.md`.
 */
export async function verifyDraw(draw: Draw, rows: EnrolledRow[]): Promise<Verification> {
  const seed = fromHex(draw.seed ?? "");
  const commit = await sha256(ascii(TAG), fromHex(draw.id.replaceAll("-", "")), seed);
  const matters = rows.filter(isMatter).sort(byPlace);
  const lots = new Lots(await hmacKey(seed));
  const ways = new Map<number, Way>();
  let hash = fromHex(draw.commit);
  const cuts: CutCheck[] = [];
  for (const { no, at, hash: published } of draw.cuts) {
    await lots.give(
      matters.filter((row) => row.cut === no && !row.reason),
      hash,
    );
    const did = decide(no, at, matters, lots, ways);
    hash = await sha256(hash, ascii(did.lines.map((line) => `${line}\n`).join("")));
    const told = matters.filter((row) => row.drawn_cut === no).map((row) => row.seq);
    cuts.push({
      no,
      at,
      cameIn: matters.filter((row) => row.cut === no).length,
      gone: matters.filter((row) => row.gone_cut === no).length,
      drawn: did.drawn.size,
      missing: did.missing,
      hashHolds: toHex(hash) === published,
      drawnHolds: told.length === did.drawn.size && told.every((seq) => did.drawn.has(seq)),
    });
    for (const [seq, way] of did.drawn) ways.set(seq, way);
  }
  return {
    commitHolds: toHex(commit) === draw.commit,
    rowsHold: inOrder(rows),
    cuts,
    ticketsHold: matters.every((row) => row.ticket === lots.hexOf(row.seq)),
  };
}

/** The tickets given so far, by the row's number. */
class Lots {
  readonly #key: CryptoKey;
  readonly #found = new Map<number, string>();

  constructor(key: CryptoKey) {
    this.#key = key;
  }

  async give(rows: Matter[], previous: Uint8Array): Promise<void> {
    for (const row of rows) {
      const said = joined(previous, fromHex(row.subject_id.replaceAll("-", "")));
      const signed = await crypto.subtle.sign("HMAC", this.#key, said);
      this.#found.set(row.seq, toHex(new Uint8Array(signed)));
    }
  }

  hexOf(seq: number): string | null {
    return this.#found.get(seq) ?? null;
  }

  /** Drawn at 0.8 of the rate, and always where everybody is to be called. */
  wins({ seq, rate_bp }: Matter): boolean {
    const ticket = BigInt(`0x${this.hexOf(seq) ?? "0"}`);
    return rate_bp === WHOLE || ticket * LOT_SCALE < BigInt(rate_bp) * TICKETS;
  }

  /** The lowest ticket first. All are equally long, so their letters stand in the order of the numbers. */
  lowestFirst = (one: Matter, other: Matter): number =>
    compare(this.hexOf(one.seq) ?? "", this.hexOf(other.seq) ?? "");
}

/** Whom a cut had to draw, who was missing, and the lines its fingerprint covers. */
function decide(
  no: number,
  at: string,
  matters: Matter[],
  lots: Lots,
  ways: ReadonlyMap<number, Way>,
): { drawn: Map<number, Way>; missing: number; lines: string[] } {
  const known = matters.filter((row) => row.cut <= no && !row.reason);
  const stands = (row: Matter) => !row.gone_cut || row.gone_cut > no;
  const free = known.filter(
    (row) => stands(row) && !ways.has(row.seq) && micros(row.callable_until) > micros(at),
  );
  const drawn = new Map<number, Way>();
  for (const row of free) if (row.cut === no && lots.wins(row)) drawn.set(row.seq, "lot");

  const counted = known.filter((row) => stands(row) && (ways.has(row.seq) || drawn.has(row.seq)));
  const rates = known.reduce((sum, row) => sum + row.rate_bp, 0);
  const needed = Math.max(0, Math.ceil(rates / WHOLE) - counted.length);
  const rest = free.filter((row) => !drawn.has(row.seq)).sort(lots.lowestFirst);
  const owed = toReplace(known, stands, ways);
  rest.slice(0, needed).forEach((row, nth) => {
    drawn.set(row.seq, nth < owed ? "replacement" : "floor");
  });
  const missing = Math.max(0, needed - rest.length);
  return { drawn, missing, lines: linesOf(no, at, matters, drawn, missing) };
}

/** How many drawn ones nobody reached, without somebody in their stead yet. */
function toReplace(
  known: Matter[],
  stands: (row: Matter) => boolean,
  ways: ReadonlyMap<number, Way>,
): number {
  const lost = known.filter(
    (row) => ways.has(row.seq) && !stands(row) && !["superseded", "voided"].includes(row.outcome),
  );
  return lost.length - [...ways.values()].filter((way) => way === "replacement").length;
}

function linesOf(
  no: number,
  at: string,
  matters: Matter[],
  drawn: ReadonlyMap<number, Way>,
  missing: number,
): string[] {
  const gone = matters.filter((row) => row.gone_cut === no);
  const came = matters.filter((row) => row.cut === no);
  const chosen = matters.filter((row) => drawn.has(row.seq));
  return [
    `cut ${no} ${at}`,
    ...gone.map((row) => `gone ${row.subject_id}`),
    ...came.map(
      (row) =>
        `enrolled ${row.subject_id} ${row.rate_bp} ${row.enrolled_at} ${row.callable_from} ${row.callable_until} ${row.reason ?? "-"}`,
    ),
    ...chosen.map((row) => `drawn ${row.subject_id} ${drawn.get(row.seq)}`),
    `short ${missing}`,
  ];
}

/** Numbered without a gap, in the order they came in. */
function inOrder(rows: EnrolledRow[]): boolean {
  return rows.every((row, at) => {
    const before = rows[at - 1];
    const later = !before || micros(before.enrolled_at) <= micros(row.enrolled_at);
    return row.seq === at + 1 && later;
  });
}

/** A row that is short stands for nobody: no cut knows it. */
function isMatter(row: EnrolledRow): row is Matter {
  return row.subject_id !== null && row.cut !== null;
}

function byPlace(one: Matter, other: Matter): number {
  const difference = micros(one.enrolled_at) - micros(other.enrolled_at);
  return compare(one.subject_id, other.subject_id) || Number(difference);
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** An instant as the API tells it, to the microsecond: a `Date` would drop the last three digits. */
function micros(instant: string): bigint {
  const [second = "", fraction = ""] = instant.replace("Z", "").split(".");
  const whole = BigInt(Date.parse(`${second}Z`)) * 1000n;
  return whole + BigInt(fraction.padEnd(MICROS, "0").slice(0, MICROS));
}

// ---------------------------------------------------------------- bytes

type Bytes = Uint8Array<ArrayBuffer>;

function ascii(text: string): Bytes {
  return new Uint8Array(new TextEncoder().encode(text));
}

function fromHex(text: string): Bytes {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
}

function joined(...parts: Uint8Array[]): Bytes {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

async function sha256(...parts: Uint8Array[]): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", joined(...parts)));
}

function hmacKey(seed: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", seed, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
}
