import "@shouwen/i18n/rooms/organisation.zh-CN.ts";
import "@shouwen/i18n/rooms/rights.zh-CN.ts";
import { holds, me } from "@shouwen/api/access.ts";
import { addStaff } from "@shouwen/api/grants.ts";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "./api.ts";
import { FormDialog } from "./form-dialog.tsx";
import { StaffItems } from "./staff-items.tsx";

const LONGEST = 64;
const TAKEN: Record<string, keyof Values> = {
  "people.number_taken": "number",
  "access.username_taken": "username",
};

interface Values {
  name: string;
  number: string;
  username?: string;
}

/** Somebody begins to work here; their page is where it goes on, with a post, a role and the link to sign in by. */
export default function NewStaffDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data: person } = useSuspenseQuery(me(api));
  return (
    <FormDialog<Values>
      done={t("rights.staff_made")}
      fieldOf={(code) => TAKEN[code]}
      names={[["name"], ["number"], ["username"]]}
      onClose={onClose}
      outdated={["organisation", "staff", "access"]}
      send={async ({ name, number, username }, key) => {
        const given = { name, number: number.trim(), ...(username && { username }) };
        const { data } = await addStaff(api, key, given);
        void navigate({ to: "/organisation/staff/$id", params: { id: data.id } });
      }}
      submit={t("app.save")}
      title={t("organisation.new_staff")}
      values={{ name: "", number: "" }}
    >
      <StaffItems />
      {holds(person, "access.manage") && (
        <Form.Item
          extra={t("rights.username_hint")}
          label={t("rights.username_for")}
          name="username"
        >
          <Input autoCapitalize="none" autoComplete="off" maxLength={LONGEST} />
        </Form.Item>
      )}
    </FormDialog>
  );
}
