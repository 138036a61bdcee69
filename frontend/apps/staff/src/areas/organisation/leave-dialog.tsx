import "@shouwen/i18n/rooms/organisation.zh-CN.ts";
import { deactivateStaff, type Held, handOver, heldBy, staffMember } from "@shouwen/api/staff.ts";
import type { StaffOut } from "@shouwen/api/types.ts";
import { useQueryClient } from "@tanstack/react-query";
import { Form, Input } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { HANDED_OVER } from "./hand-over-dialog.tsx";
import { HandOverFields } from "./hand-over-fields.tsx";
import { HeldList } from "./held-list.tsx";
import styles from "./organisation.module.css";

interface Values {
  left_on?: string;
  to_staff_id?: string;
  reason?: string;
}

/**
 * Somebody leaves. The server refuses while they hold anything and says what: then the same form asks who
 * takes it over, and does both. What came to them meanwhile is refused, and asked about, again.
 */
export default function LeaveDialog({ staff, onClose }: { staff: StaffOut; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [held, setHeld] = useState<Held[]>();
  const refusals = useRef(0);
  const send = async ({ left_on, to_staff_id, reason }: Values, words: string) => {
    // After a refusal the same words are meant anew: the list has been read.
    const key = `${words}-${refusals.current}`;
    if (held && to_staff_id && reason)
      await handOver(api, `${key}-over`, staff.id, { to_staff_id, reason });
    try {
      const told = await deactivateStaff(api, key, staff.id, left_on ? { left_on } : {});
      // Whoever has left is out of the sight of many who may let them go.
      queries.setQueryData(staffMember(api, staff.id).queryKey, told.data);
    } catch (error) {
      const left = heldBy(error);
      if (left) {
        refusals.current += 1;
        setHeld(left);
      }
      throw error;
    }
  };
  return (
    <FormDialog<Values>
      danger
      done={t("organisation.left", { name: staff.name })}
      draft={`leave.${staff.id}`}
      names={[["left_on"], ["to_staff_id"], ["reason"]]}
      onClose={onClose}
      outdated={HANDED_OVER}
      send={send}
      submit={t(held ? "organisation.hand_over_and_leave" : "organisation.leave")}
      title={t("organisation.leave_of", { name: staff.name })}
      values={{}}
      wide={held !== undefined}
    >
      <p className={styles.text}>{t("organisation.leave_text")}</p>
      {held && <HeldList held={held} staffId={staff.id} />}
      {held && <HandOverFields from={staff} />}
      <Form.Item
        extra={t("organisation.left_on_hint")}
        label={t("organisation.last_day")}
        name="left_on"
      >
        <Input type="date" />
      </Form.Item>
    </FormDialog>
  );
}
