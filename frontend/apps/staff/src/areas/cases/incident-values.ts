import type { IncidentIn, IncidentOut } from "@shouwen/api/types.ts";
import { fromLocalMinute, localMinute } from "@shouwen/core/instant.ts";

type Place = NonNullable<IncidentIn["places"]>[number];

/** As it is filled in: each place is `zone_id:…`, `building_id:…` or `unit_id:…`. */
export interface IncidentValues {
  words?: string;
  expected_end_at?: string;
  places?: string[];
}

/** A place as one word of the form. */
export function keyOf(place: IncidentOut["places"][number]): string {
  if (place.unit_id) return `unit_id:${place.unit_id}`;
  return place.building_id ? `building_id:${place.building_id}` : `zone_id:${place.zone_id}`;
}

export function toIncident(values: IncidentValues): IncidentIn {
  const words = values.words?.trim();
  return {
    ...(words ? { words } : {}),
    ...(values.expected_end_at ? { expected_end_at: fromLocalMinute(values.expected_end_at) } : {}),
    places: (values.places ?? []).map((key) => {
      const [name, id] = key.split(":");
      return { [name as keyof Place]: id } as Place;
    }),
  };
}

export function fromIncident(shown: IncidentOut | null): IncidentValues {
  if (!shown) return {};
  return {
    ...(shown.words ? { words: shown.words } : {}),
    ...(shown.expected_end_at
      ? { expected_end_at: localMinute(new Date(shown.expected_end_at)) }
      : {}),
    places: shown.places.map(keyOf),
  };
}
