import type { CommitmentOut } from "@shouwen/api/types.ts";

/** Who is late with what: whoever has most stands first, and of equals whoever is late longest. */
export function byPerson(rows: CommitmentOut[]): [string, CommitmentOut[]][] {
  const groups = new Map<string, CommitmentOut[]>();
  for (const row of rows) {
    const { name } = row.responsible;
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return [...groups].sort(([, one], [, other]) => other.length - one.length);
}
