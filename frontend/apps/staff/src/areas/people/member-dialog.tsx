import "@shouwen/i18n/rooms/residents.zh-CN.ts";
import { addMember, changeMember } from "@shouwen/api/residents.ts";
import type { Dossier, Relation } from "@shouwen/api/types.ts";
import { Form } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { BelongingFields } from "./belonging-fields.tsx";
import { ResidentPicker } from "./resident-picker.tsx";

type Household = Dossier["households"][number];

interface Values {
  resident_id?: string;
  relation: Relation;
  is_adult: boolean;
  is_emergency_contact: boolean;
}

interface Props {
  communityId: string;
  household: Household;
  /** Whose part in the household is to change; without one somebody on record joins it. */
  member?: Household["members"][number];
  onClose: () => void;
}

const JOINING: Values = { relation: "family", is_adult: true, is_emergency_contact: false };

/** Somebody on record joins a household, or is something else to it. */
export default function MemberDialog({ communityId, onClose, ...props }: Props) {
  const { t } = useTranslation();
  const [{ household, member }] = useState(props); // as it was when the reader began
  const there = household.members.map(({ id }) => id);
  return (
    <FormDialog<Values>
      done={t(member ? "residents.saved" : "residents.member_added")}
      fieldOf={(code) => (code === "people.already_member" ? "resident_id" : undefined)}
      names={[["resident_id"], ["relation"]]}
      onClose={onClose}
      outdated={["residents", "cases", "callers"]}
      send={({ resident_id, ...what }, key) =>
        member
          ? changeMember(
              api,
              { householdId: household.id, residentId: member.id },
              household.version,
              what,
            )
          : addMember(api, key, household.id, { resident_id: resident_id ?? "", ...what })
      }
      submit={t("app.save")}
      title={member ? t("residents.member_of", { name: member.name }) : t("residents.add_member")}
      values={member ? pick(member) : JOINING}
    >
      {!member && (
        <Form.Item
          label={t("residents.who")}
          name="resident_id"
          rules={[{ required: true, message: t("residents.who_needed") }]}
        >
          <ResidentPicker but={there} communityId={communityId} />
        </Form.Item>
      )}
      <BelongingFields />
    </FormDialog>
  );
}

function pick({ relation, is_adult, is_emergency_contact }: Household["members"][number]): Values {
  return { relation, is_adult, is_emergency_contact };
}
