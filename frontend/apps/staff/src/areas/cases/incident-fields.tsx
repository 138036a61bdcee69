import { buildingList, zoneList } from "@shouwen/api/places.ts";
import type { IncidentIn, IncidentOut } from "@shouwen/api/types.ts";
import { fromLocalMinute, localMinute } from "@shouwen/core/instant.ts";
import { useQuery } from "@tanstack/react-query";
import { Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";

const MOST = 10_000;
const ROWS = 3;

type Place = NonNullable<IncidentIn["places"]>[number];

/** As it is filled in: each place is `zone_id:…`, `building_id:…` or `unit_id:…`. */
export interface IncidentValues {
  words?: string;
  expected_end_at?: string;
  places?: string[];
}

/** What callers are told, until when it is expected to last, and where it is. */
export function IncidentFields(props: {
  base: string[];
  communityId: string | undefined;
  known?: IncidentOut["places"];
}) {
  const { t } = useTranslation();
  const { base } = props;
  return (
    <>
      <Form.Item label={t("cases.incident.words")} name={[...base, "words"]}>
        <Input.TextArea maxLength={MOST} placeholder={t("cases.incident.words_hint")} rows={ROWS} />
      </Form.Item>
      <Form.Item label={t("cases.incident.end")} name={[...base, "expected_end_at"]}>
        <Input type="datetime-local" />
      </Form.Item>
      <Form.Item label={t("cases.incident.places")} name={[...base, "places"]}>
        <Places communityId={props.communityId} known={props.known ?? []} />
      </Form.Item>
    </>
  );
}

function Places(props: {
  communityId: string | undefined;
  known: IncidentOut["places"];
  id?: string;
  value?: string[];
  onChange?: (places: string[]) => void;
}) {
  const { t } = useTranslation();
  const { communityId, known, ...field } = props;
  const enabled = Boolean(communityId);
  const zones = useQuery({ ...zoneList(api, communityId ?? ""), enabled });
  const buildings = useQuery({ ...buildingList(api, communityId ?? ""), enabled });
  const options = new Map([
    ...known.map((place): [string, string] => [keyOf(place), place.label]),
    ...(zones.data?.data ?? []).map((one): [string, string] => [`zone_id:${one.id}`, one.name]),
    ...(buildings.data?.data ?? []).map((one): [string, string] => [
      `building_id:${one.id}`,
      one.name,
    ]),
  ]);
  return (
    <Select
      {...field}
      mode="multiple"
      options={[...options].map(([value, label]) => ({ value, label }))}
      placeholder={t("cases.incident.places_hint")}
      showSearch={{ optionFilterProp: "label" }}
    />
  );
}

function keyOf(place: IncidentOut["places"][number]): string {
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
