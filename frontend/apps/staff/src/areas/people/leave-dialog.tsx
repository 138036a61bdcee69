import "@shouwen/i18n/rooms/residents.zh-CN.ts";
import { removeMember } from "@shouwen/api/residents.ts";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import styles from "./people.module.css";

interface Props {
  householdId: string;
  member: { id: string; name: string };
  onClose: () => void;
}

/** Somebody leaves a household; the others stay. */
export default function LeaveDialog({ householdId, member, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <FormDialog<object>
      danger
      done={t("residents.left")}
      names={[]}
      onClose={onClose}
      outdated={["residents", "cases", "callers"]}
      send={(_, key) => removeMember(api, key, { householdId, residentId: member.id })}
      submit={t("residents.leave")}
      title={t("residents.leave_of", { name: member.name })}
      values={{}}
    >
      <p className={styles.text}>{t("residents.leave_text", { name: member.name })}</p>
    </FormDialog>
  );
}
