import { expect, it } from "vitest";
import { fromIncident, toIncident } from "./incident-values.ts";

it("tells places as the contract does, and reads them back", () => {
  const values = { words: " 停水 ", places: ["building_id:b", "zone_id:z", "unit_id:u"] };
  const places = [{ building_id: "b" }, { zone_id: "z" }, { unit_id: "u" }];
  expect(toIncident(values)).toEqual({ words: "停水", places });
  const none = { unit_id: null, building_id: null, zone_id: null };
  const shown = places.map((place) => ({ ...none, ...place, label: "某处" }));
  const read = fromIncident({ words: "停水", expected_end_at: null, places: shown });
  expect(read).toEqual({ words: "停水", places: values.places });
  expect(fromIncident(null)).toEqual({});
});
