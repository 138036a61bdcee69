import type { EventOut } from "@shouwen/api/types.ts";
import type { QueryKey } from "@tanstack/react-query";

/**
 * What on screen an event makes outdated: the first word of the event, and the beginnings of query keys
 * (packages/api). A room whose events should be seen at once gets a line here.
 */
const OUTDATED: Record<string, (event: EventOut) => QueryKey[]> = {
  access: () => [["me"]],
  callbacks: (event) => [["callbacks"], ...ofCase(event)],
  cases: (event) => [["cases", "list"], ...ofCase(event)],
  commitments: (event) => [["commitments"], ["cases", "list"], ...ofCase(event)],
  delivery: () => [["messages"]],
  duties: () => [["duties"], ["commitments"]],
  files: ofCase,
  ledger: () => [["ledger"]],
  people: () => [["organisation"]],
  standards: () => [["standards"]],
  worktime: () => [["calendar"], ["commitments"]],
};

function ofCase({ subject }: EventOut): QueryKey[] {
  return subject?.type === "case" ? [["cases", subject.id]] : [];
}

export function outdatedBy(event: EventOut): QueryKey[] {
  const [room = ""] = event.event.split(".");
  return OUTDATED[room]?.(event) ?? [];
}

/** Everything that events can make outdated: for when some may have been missed. */
export const LIVE_KEYS: QueryKey[] = [
  ["callbacks"],
  ["cases"],
  ["commitments"],
  ["duties"],
  ["ledger"],
  ["messages"],
  ["organisation"],
  ["standards"],
  ["calendar"],
];
