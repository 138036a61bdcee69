interface Row {
  id: string;
}

/**
 * The rows with those that were here before in the order they had: under a thumb nothing changes its place because
 * it is due at another time now. What is new stands where it belongs.
 */
export function inTheirPlaces<Shown extends Row>(before: string[], rows: Shown[]): Shown[] {
  const placeOf = new Map(before.map((id, place) => [id, place]));
  const stay = rows
    .filter(({ id }) => placeOf.has(id))
    .sort((one, other) => (placeOf.get(one.id) ?? 0) - (placeOf.get(other.id) ?? 0));
  return rows.map((row) => (placeOf.has(row.id) ? (stay.shift() ?? row) : row));
}
