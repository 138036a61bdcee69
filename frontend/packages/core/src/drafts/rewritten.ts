/** A form that starts from what is known: what was written, and what it started from. */
export interface Rewriting<Values extends object> {
  began: Values;
  written: Values;
}

/**
 * What somebody had written, put over what the form starts from now: only the fields they had touched. `clash`
 * where one of these was changed by somebody else meanwhile.
 */
export function rewritten<Values extends object>(
  { began, written }: Rewriting<Values>,
  now: Values,
): { values: Values; touched: boolean; clash: boolean } {
  const fields = [...new Set([...Object.keys(began), ...Object.keys(written)])] as (keyof Values)[];
  const touched = fields.filter((field) => differ(began[field], written[field]));
  const values = { ...now };
  for (const field of touched) values[field] = written[field];
  const clash = touched.some((field) => differ(began[field], now[field]));
  return { values, touched: touched.length > 0, clash };
}

// An emptied field is the same as one never filled.
const said = (value: unknown) => JSON.stringify(value === "" ? undefined : value);

function differ(one: unknown, other: unknown): boolean {
  return said(one) !== said(other);
}
