import type { CalendarYear, Festival } from "@shouwen/api/types.ts";

/** A named day: a day off, or a weekend day that is worked for one. */
export interface NamedDay {
  on: string;
  is_workday: boolean;
  festival: Festival;
}

/** The named days of a year while they are edited, in the order of their dates. */
export function draftOf(year: Pick<CalendarYear, "days">): NamedDay[] {
  return inOrder(year.days.map(({ on, is_workday, festival }) => ({ on, is_workday, festival })));
}

function inOrder(days: NamedDay[]): NamedDay[] {
  return [...days].sort((a, b) => a.on.localeCompare(b.on));
}

export function isWeekend(on: string): boolean {
  return [0, 6].includes(new Date(`${on}T00:00:00Z`).getUTCDay());
}

/** A day pressed in the month: named against its weekday if it was plain, plain again if it was named. */
export function toggled(days: NamedDay[], on: string, festival: Festival): NamedDay[] {
  if (days.some((day) => day.on === on)) return days.filter((day) => day.on !== on);
  return inOrder([...days, { on, is_workday: isWeekend(on), festival }]);
}

export function renamed(days: NamedDay[], on: string, festival: Festival): NamedDay[] {
  return days.map((day) => (day.on === on ? { ...day, festival } : day));
}

export function turned(days: NamedDay[], on: string): NamedDay[] {
  return days.map((day) => (day.on === on ? { ...day, is_workday: !day.is_workday } : day));
}

/** The server's objections by the date they are about; `""` for those about the year as a whole. */
export function faultsByDay(
  faults: { pointer: string; message: string }[],
  sent: NamedDay[],
): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { pointer, message } of faults) {
    const at = /^\/days\/(\d+)/.exec(pointer);
    const on = (at && sent[Number(at[1])]?.on) || "";
    found.set(on, [...(found.get(on) ?? []), message]);
  }
  return found;
}
