import "@shouwen/i18n/rooms/residents.zh-CN.ts";
import { mergeResident } from "@shouwen/api/residents.ts";
import type { Resident } from "@shouwen/api/types.ts";
import { Form } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import styles from "./people.module.css";
import { ResidentPicker } from "./resident-picker.tsx";
import { useUndoMerge } from "./use-undo-merge.ts";

interface Props {
  resident: Resident;
  onClose: () => void;
}

/** The record goes into another of the same person, which can be taken back. */
export default function MergeDialog({ resident, onClose }: Props) {
  const { t } = useTranslation();
  const undo = useUndoMerge();
  return (
    <FormDialog<{ into_id?: string }>
      danger
      done={t("residents.merged")}
      names={[["into_id"]]}
      onClose={onClose}
      outdated={["residents", "cases", "callers"]}
      send={({ into_id = "" }, key) => mergeResident(api, key, resident.id, into_id)}
      submit={t("residents.merge_do")}
      title={t("residents.merge_of", { name: resident.name })}
      undo={{ label: t("residents.undo"), run: () => undo.mutate(resident.id), of: resident.id }}
      values={{}}
    >
      <p className={styles.text}>{t("residents.merge_text", { name: resident.name })}</p>
      <Form.Item
        label={t("residents.merge_into")}
        name="into_id"
        rules={[{ required: true, message: t("residents.merge_needed") }]}
      >
        <ResidentPicker but={[resident.id]} communityId={resident.community_id} />
      </Form.Item>
    </FormDialog>
  );
}
