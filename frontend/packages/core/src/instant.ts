// Instants travel as RFC 3339 in UTC and are read in the community's time, which is China's: one zone
// without summer time, so a fixed offset is exact.
export const ZONE = "Asia/Shanghai";
const OFFSET = "+08:00";
const OFFSET_MS = 8 * 3_600_000;

export type Language = "zh-CN" | "en";

const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
    timeZone: ZONE,
    hourCycle: "h23",
    ...options,
  });
  formats.set(key, made);
  return made;
}

/** `2026-11-22T06:58` in Shanghai, the shape of `<input type="datetime-local">`. */
export function localMinute(instant: Date): string {
  return new Date(instant.getTime() + OFFSET_MS).toISOString().slice(0, 16);
}

/** The instant (RFC 3339 with offset) a local minute stands for. */
export function fromLocalMinute(local: string): string {
  return `${local}:00${OFFSET}`;
}

/** Whether a text is a day, as `YYYY-MM-DD`. */
export function isLocalDate(text: unknown): text is string {
  return (
    typeof text === "string" &&
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    !Number.isNaN(Date.parse(`${text}T00:00:00${OFFSET}`))
  );
}

/** The first instant of a local date `YYYY-MM-DD`, `days` later. */
export function startOfLocalDate(date: string, days = 0): string {
  const start = new Date(`${date}T00:00:00${OFFSET}`);
  return new Date(start.getTime() + days * 86_400_000).toISOString();
}

export function localDate(instant: Date): string {
  return localMinute(instant).slice(0, 10);
}

/** Full reading, for titles and timelines: `2026-11-22 14:58`. */
export function fullTime(instant: string): string {
  return localMinute(new Date(instant)).replace("T", " ");
}

/** Short reading for lists: the time of day today, else the day, with the year once it differs. */
export function shortTime(instant: string, now: Date, language: Language): string {
  const at = new Date(instant);
  const [day, today] = [localDate(at), localDate(now)];
  if (day === today) return localMinute(at).slice(11);
  if (day.slice(0, 4) !== today.slice(0, 4)) return day;
  return format(language, { month: "short", day: "numeric" }).format(at);
}

export interface Span {
  unit: "minute" | "hour" | "day";
  value: number;
}

/** A length of time in at most two units, largest first; less than a minute is no unit at all. */
export function spans(fromMs: number, untilMs: number): Span[] {
  const minutes = Math.max(0, Math.floor((untilMs - fromMs) / 60_000));
  const parts: Span[] = [
    { unit: "day", value: Math.floor(minutes / 1440) },
    { unit: "hour", value: Math.floor((minutes % 1440) / 60) },
    { unit: "minute", value: minutes % 60 },
  ];
  const first = parts.findIndex((part) => part.value > 0);
  return first < 0 ? [] : parts.slice(first, first + 2).filter((part) => part.value > 0);
}
