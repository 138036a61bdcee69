import "@shouwen/i18n/rooms/organisation.zh-CN.ts";
import "@shouwen/i18n/rooms/rights.zh-CN.ts";
import { holdsEverywhere, me } from "@shouwen/api/access.ts";
import { addGrant, roleList } from "@shouwen/api/grants.ts";
import { chartOf } from "@shouwen/api/organisation.ts";
import { zoneList } from "@shouwen/api/places.ts";
import type { StaffOut } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Form, Select } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "./api.ts";
import { ColleagueSelect } from "./colleague-select.tsx";
import { useCommunity } from "./community.tsx";
import { FormDialog } from "./form-dialog.tsx";
import { NamedSelect } from "./named-select.tsx";

const COMPANY = "company";

interface Values {
  staff_id?: string;
  role?: string;
  community_id?: string;
  zone_id?: string;
  department_id?: string;
}

/** Gives somebody a role at a place; who it is may be known already. */
export default function GrantDialog({ staff, onClose }: { staff?: StaffOut; onClose: () => void }) {
  const { t } = useTranslation();
  const { all, id } = useCommunity();
  const values = { community_id: id ?? all[0]?.id ?? COMPANY };
  return (
    <FormDialog<Values>
      done={t("rights.given")}
      fieldOf={(code) => (code === "access.already_granted" ? "role" : undefined)}
      names={[["staff_id"], ["role"], ["community_id"], ["zone_id"], ["department_id"]]}
      onClose={onClose}
      outdated={["access", "organisation"]}
      send={({ staff_id, role = "", community_id, zone_id, department_id }, key) =>
        addGrant(api, key, {
          staff_id: staff?.id ?? staff_id ?? "",
          role,
          ...(community_id && community_id !== COMPANY && { community_id }),
          ...(zone_id && { zone_id }),
          ...(department_id && { department_id }),
        })
      }
      submit={t("rights.give")}
      title={staff ? t("rights.give_to", { name: staff.name }) : t("rights.give")}
      values={values}
    >
      {!staff && (
        <Form.Item
          label={t("rights.staff")}
          name="staff_id"
          rules={[{ required: true, message: t("rights.staff_needed") }]}
        >
          <ColleagueSelect />
        </Form.Item>
      )}
      <Fields />
    </FormDialog>
  );
}

function Fields() {
  const { t } = useTranslation();
  const label = useLabels();
  const { data: person } = useSuspenseQuery(me(api));
  const { all } = useCommunity();
  const roles = useQuery(roleList(api));
  const chosen = Form.useWatch<string | undefined>("community_id");
  const places = [
    ...(holdsEverywhere(person, "access.manage")
      ? [{ id: COMPANY, name: t("rights.company") }]
      : []),
    ...all,
  ];
  return (
    <>
      <Form.Item
        label={t("rights.role")}
        name="role"
        rules={[{ required: true, message: t("rights.role_needed") }]}
      >
        <Select
          loading={roles.isPending}
          placeholder={t("organisation.choose")}
          options={(roles.data?.data ?? []).map(({ role }) => ({
            value: role,
            label: label("role", role),
          }))}
        />
      </Form.Item>
      <Form.Item
        label={t("rights.community")}
        name="community_id"
        rules={[{ required: true, message: t("rights.place_needed") }]}
      >
        <NamedSelect options={places} />
      </Form.Item>
      {chosen && chosen !== COMPANY && <Narrower communityId={chosen} key={chosen} />}
    </>
  );
}

function Narrower({ communityId }: { communityId: string }) {
  const { t } = useTranslation();
  const zones = useQuery(zoneList(api, communityId));
  const chart = useQuery(chartOf(api, communityId));
  return (
    <>
      <Form.Item label={t("rights.zone")} name="zone_id" preserve={false}>
        <NamedSelect options={zones.data?.data} />
      </Form.Item>
      <Form.Item
        extra={t("rights.narrow_hint")}
        label={t("rights.department")}
        name="department_id"
        preserve={false}
      >
        <NamedSelect options={chart.data?.departments} />
      </Form.Item>
    </>
  );
}
