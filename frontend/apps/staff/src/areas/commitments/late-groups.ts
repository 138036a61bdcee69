import type { CommitmentRow } from "@shouwen/api/types.ts";

/** Who is late with what: whoever has most stands first, and of equals whoever is late longest. */
export function byPerson(rows: CommitmentRow[]): [string, CommitmentRow[]][] {
  const groups = new Map<string, CommitmentRow[]>();
  for (const row of rows) {
    const { name } = row.responsible;
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return [...groups].sort(([, one], [, other]) => other.length - one.length);
}

/** Whom to call about all of them, where they left a number and are not the reader. */
export function whomToCall(rows: CommitmentRow[], reader: string | null | undefined) {
  const callee = rows[0]?.callee;
  return callee && callee.id !== reader ? callee : undefined;
}
