import "@shouwen/i18n/rooms/residents.zh-CN.ts";
import { moveOut } from "@shouwen/api/residents.ts";
import type { UnitOut } from "@shouwen/api/types.ts";
import { fromLocalMinute } from "@shouwen/core/instant.ts";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import styles from "./people.module.css";

interface Props {
  unit: UnitOut;
  householdId: string;
  onClose: () => void;
}

/** A household moves out, with everybody in it. */
export default function MoveOutDialog({ unit, householdId, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <FormDialog<{ until?: string }>
      danger
      done={t("residents.move_out_done")}
      names={[["until"]]}
      onClose={onClose}
      outdated={["residents", "cases", "units", "callers"]}
      send={({ until }, key) =>
        moveOut(api, key, householdId, until ? { until: fromLocalMinute(until) } : {})
      }
      submit={t("residents.move_out")}
      title={t("residents.move_out_of", { unit: unit.label })}
      values={{}}
    >
      <p className={styles.text}>{t("residents.move_out_text")}</p>
      <Form.Item extra={t("residents.since_hint")} label={t("residents.until")} name="until">
        <Input type="datetime-local" />
      </Form.Item>
    </FormDialog>
  );
}
