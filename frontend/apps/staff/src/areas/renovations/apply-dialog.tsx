import "@shouwen/i18n/rooms/renovations.zh-CN.ts";
import { unitDossier } from "@shouwen/api/people.ts";
import { unitSearch } from "@shouwen/api/places.ts";
import { applyForRenovation } from "@shouwen/api/renovations.ts";
import type { RenovationIn } from "@shouwen/api/types.ts";
import { useQuery } from "@tanstack/react-query";
import { Form, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { NamedSelect } from "../../shell/named-select.tsx";
import { useDebounced } from "../../shell/use-debounced.ts";
import { ApplicationFields, type ApplicationValues } from "./application-fields.tsx";

const PAUSE_MS = 200;
interface Values extends ApplicationValues {
  unit_id?: string;
  applicant?: { resident_id?: string };
}

function toApplication(values: Values): RenovationIn {
  const { contractor, agent } = values;
  return {
    unit_id: values.unit_id ?? "",
    applicant: { resident_id: values.applicant?.resident_id ?? "" },
    title: values.title ?? "",
    scope: values.scope,
    starts_on: values.starts_on ?? "",
    ends_on: values.ends_on ?? "",
    ...(contractor?.name && {
      contractor: {
        name: contractor.name,
        licence: contractor.licence ?? "",
        licence_until: contractor.licence_until ?? "",
      },
    }),
    ...(agent?.name && { agent: { name: agent.name, letter_until: agent.letter_until ?? "" } }),
  };
}

/** An application as the desk takes it down; the papers are handed in on its file. */
export default function ApplyDialog(props: { communityId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [unit, setUnit] = useState<string>();
  const needed = [{ required: true, message: t("renovations.needed") }];
  return (
    <FormDialog<Values>
      done={t("renovations.applied")}
      draft={`renovation.${props.communityId}`}
      draftable={({ unit_id: _unit, applicant: _who, ...written }) => written}
      fieldOf={(code) => (code === "renovations.unit_taken" ? "unit_id" : undefined)}
      names={[
        ["unit_id"],
        ["applicant", "resident_id"],
        ["title"],
        ["scope"],
        ["starts_on"],
        ["ends_on"],
        ["contractor", "licence_until"],
        ["agent", "letter_until"],
      ]}
      onClose={props.onClose}
      outdated={["renovations"]}
      send={(values, key) => applyForRenovation(api, key, toApplication(values))}
      submit={t("renovations.apply")}
      title={t("renovations.apply")}
      values={{ scope: ["decoration"] }}
      wide
    >
      <Form.Item label={t("renovations.apply_unit")} name="unit_id" rules={needed}>
        <UnitSelect communityId={props.communityId} onPick={setUnit} />
      </Form.Item>
      <Form.Item
        label={t("renovations.apply_applicant")}
        name={["applicant", "resident_id"]}
        rules={needed}
      >
        <Occupants unitId={unit} />
      </Form.Item>
      <ApplicationFields />
    </FormDialog>
  );
}

/** A unit found by the server; takes what a form item gives. */
function UnitSelect(props: {
  communityId: string;
  onPick: (id: string) => void;
  id?: string;
  value?: string;
  onChange?: (id: string) => void;
}) {
  const { t } = useTranslation();
  const { communityId, onPick, onChange, ...field } = props;
  const [text, setText] = useState("");
  const found = useQuery(unitSearch(api, communityId, useDebounced(text.trim(), PAUSE_MS)));
  return (
    <Select
      {...field}
      loading={found.isFetching}
      onChange={(id: string) => {
        onChange?.(id);
        onPick(id);
      }}
      options={(found.data?.data ?? []).map(({ id, label }) => ({ value: id, label }))}
      placeholder={t("renovations.apply_unit_hint")}
      showSearch={{ filterOption: false, onSearch: setText }}
    />
  );
}

/** Who lives there now; takes what a form item gives. */
function Occupants(props: { unitId: string | undefined; id?: string; value?: string }) {
  const { t } = useTranslation();
  const { unitId, ...field } = props;
  const dossier = useQuery({ ...unitDossier(api, unitId ?? ""), enabled: unitId !== undefined });
  const people = dossier.data?.households.flatMap(({ members }) =>
    members.map(({ id, name }) => ({ id, name })),
  );
  const none = people?.length === 0 ? { none: t("renovations.nobody_there") } : {};
  return <NamedSelect {...field} {...none} options={unitId ? people : []} />;
}
