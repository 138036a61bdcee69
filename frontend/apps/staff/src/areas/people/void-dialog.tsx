import { voidResident } from "@shouwen/api/residents.ts";
import type { Resident, VoidReason } from "@shouwen/api/types.ts";
import { labels } from "@shouwen/i18n/rooms/residents.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Form, Select } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import styles from "./people.module.css";

const REASONS = Object.keys(labels.void_reason) as VoidReason[];

interface Props {
  resident: Resident;
  onClose: () => void;
}

/** A record that is to be found no more. */
export default function VoidDialog({ resident, onClose }: Props) {
  const { t } = useTranslation();
  const label = useLabels();
  return (
    <FormDialog<{ reason: VoidReason }>
      danger
      done={t("residents.voided")}
      names={[["reason"]]}
      onClose={onClose}
      outdated={["residents", "callers"]}
      send={({ reason }, key) => voidResident(api, key, resident.id, { reason })}
      submit={t("residents.void")}
      title={t("residents.void_of", { name: resident.name })}
      values={{ reason: "mistake" }}
    >
      <p className={styles.text}>{t("residents.void_text")}</p>
      <Form.Item label={t("residents.void_reason")} name="reason">
        <Select options={REASONS.map((value) => ({ value, label: label("void_reason", value) }))} />
      </Form.Item>
    </FormDialog>
  );
}
