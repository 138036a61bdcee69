import "@shouwen/i18n/rooms/incidents.zh-CN.ts";
import { buildingList, zoneList } from "@shouwen/api/places.ts";
import type { IncidentOut } from "@shouwen/api/types.ts";
import { useQuery } from "@tanstack/react-query";
import { Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { keyOf } from "./incident-values.ts";

const MOST = 10_000;
const ROWS = 3;

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
