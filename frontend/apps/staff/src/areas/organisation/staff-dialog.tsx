import "@shouwen/i18n/rooms/organisation.zh-CN.ts";
import { changeStaff } from "@shouwen/api/staff.ts";
import type { StaffOut } from "@shouwen/api/types.ts";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { StaffItems } from "../../shell/staff-items.tsx";

interface Values {
  name: string;
  number: string;
}

/** Another name or number. */
export default function StaffDialog(props: { staff: StaffOut; onClose: () => void }) {
  const { t } = useTranslation();
  const [staff] = useState(props.staff); // as it was when the reader began
  return (
    <FormDialog<Values>
      done={t("organisation.staff_saved")}
      fieldOf={(code) => (code === "people.number_taken" ? "number" : undefined)}
      names={[["name"], ["number"]]}
      onClose={props.onClose}
      outdated={["organisation", "staff", "posts"]}
      send={({ name, number }) =>
        changeStaff(api, staff.id, staff.version, {
          ...(name === staff.name ? {} : { name }),
          ...(number === staff.number ? {} : { number }),
        })
      }
      submit={t("app.save")}
      title={t("organisation.change_of", { name: staff.name })}
      values={{ name: staff.name, number: staff.number }}
    >
      <StaffItems />
    </FormDialog>
  );
}
