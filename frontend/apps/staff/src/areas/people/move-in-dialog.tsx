import { moveIn } from "@shouwen/api/residents.ts";
import type { HouseholdKind, Relation, UnitOut } from "@shouwen/api/types.ts";
import { fromLocalMinute } from "@shouwen/core/instant.ts";
import { labels } from "@shouwen/i18n/rooms/residents.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import styles from "./people.module.css";
import { ResidentPicker } from "./resident-picker.tsx";

const KINDS = Object.keys(labels.household_kind) as HouseholdKind[];
const FIRST: Record<HouseholdKind, Relation> = {
  owner: "owner",
  tenant: "tenant",
  company: "tenant",
  other: "agent",
};

interface Values {
  kind: HouseholdKind;
  since?: string;
  resident_id?: string;
}

/** A household moves in; somebody on record may come with it, others are added afterwards. */
export default function MoveInDialog({ unit, onClose }: { unit: UnitOut; onClose: () => void }) {
  const { t } = useTranslation();
  const label = useLabels();
  return (
    <FormDialog<Values>
      done={t("residents.move_in_done")}
      fieldOf={(code) => (code === "people.unit_occupied" ? "since" : undefined)}
      names={[["kind"], ["since"]]}
      onClose={onClose}
      outdated={["residents", "cases", "units"]}
      send={({ kind, since, resident_id }, key) =>
        moveIn(api, key, {
          unit_id: unit.id,
          kind,
          members: resident_id ? [{ resident_id, relation: FIRST[kind] }] : [],
          ...(since ? { since: fromLocalMinute(since) } : {}),
        })
      }
      submit={t("residents.move_in")}
      title={t("residents.move_in_to", { unit: unit.label })}
      values={{ kind: "owner" }}
    >
      <div className={styles.two}>
        <Form.Item label={t("residents.kind")} name="kind">
          <Select
            options={KINDS.map((value) => ({ value, label: label("household_kind", value) }))}
          />
        </Form.Item>
        <Form.Item extra={t("residents.since_hint")} label={t("residents.since")} name="since">
          <Input type="datetime-local" />
        </Form.Item>
      </div>
      <Form.Item label={t("residents.who")} name="resident_id">
        <ResidentPicker communityId={unit.community_id} />
      </Form.Item>
    </FormDialog>
  );
}
