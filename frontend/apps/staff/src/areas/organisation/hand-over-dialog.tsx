import "@shouwen/i18n/rooms/organisation.zh-CN.ts";
import { handOver } from "@shouwen/api/staff.ts";
import type { StaffOut } from "@shouwen/api/types.ts";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { HandOverFields } from "./hand-over-fields.tsx";
import styles from "./organisation.module.css";

export const HANDED_OVER = ["organisation", "staff", "posts", "cases", "commitments", "duties"];

interface Values {
  to_staff_id?: string;
  reason?: string;
}

/** Everything somebody holds goes to one other person, at once. */
export default function HandOverDialog(props: { staff: StaffOut; onClose: () => void }) {
  const { t } = useTranslation();
  const { staff } = props;
  return (
    <FormDialog<Values>
      danger
      done={t("organisation.handed_over", { name: staff.name })}
      draft={`hand-over.${staff.id}`}
      names={[["to_staff_id"], ["reason"]]}
      onClose={props.onClose}
      outdated={HANDED_OVER}
      send={({ to_staff_id = "", reason = "" }, key) =>
        handOver(api, key, staff.id, { to_staff_id, reason })
      }
      submit={t("organisation.hand_over")}
      title={t("organisation.hand_over_of", { name: staff.name })}
      values={{}}
    >
      <p className={styles.text}>{t("organisation.hand_over_text")}</p>
      <HandOverFields from={staff} />
    </FormDialog>
  );
}
