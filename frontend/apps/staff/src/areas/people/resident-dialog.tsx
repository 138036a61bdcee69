import "@shouwen/i18n/rooms/residents.zh-CN.ts";
import { addResident, changeResident } from "@shouwen/api/residents.ts";
import type { Language, Relation, Resident } from "@shouwen/api/types.ts";
import { labels } from "@shouwen/i18n/labels.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Checkbox, Form, Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { BelongingFields } from "./belonging-fields.tsx";
import styles from "./people.module.css";

const LONGEST_NAME = 64;
const LONGEST_PHONE = 40;
const LONGEST_NOTE = 200;
const LANGUAGES = Object.keys(labels.language) as Language[];

interface Values {
  name: string;
  phone?: string;
  other?: string;
  removed?: string[];
  note?: string;
  language?: Language;
  phone_shared?: boolean;
  relation?: Relation;
  is_adult?: boolean;
  is_emergency_contact?: boolean;
}

interface Props {
  communityId: string;
  /** Whom to change; without one somebody new is written down. */
  resident?: Resident;
  /** The household that somebody new belongs to. */
  householdId?: string;
  onClose: () => void;
}

/** Somebody new, or another name, phone or note. A phone that is known is asked about once. */
export default function ResidentDialog({ communityId, householdId, onClose, ...props }: Props) {
  const { t } = useTranslation();
  const [resident] = useState(props.resident); // as it was when the reader began
  const title = resident
    ? t("residents.change_of", { name: resident.name })
    : t(householdId ? "residents.add_new_member" : "residents.add");
  return (
    <FormDialog<Values>
      done={t("residents.saved")}
      fieldOf={(code, { phone }) => {
        if (code !== "people.phone_known") return undefined;
        return phone?.trim() ? "phone" : "other";
      }}
      names={[["name"], ["phone"], ["other"], ["note"], ["language"], ["relation"]]}
      onClose={onClose}
      outdated={["residents", "cases", "callers"]}
      send={(values, key) =>
        resident
          ? changeResident(api, resident.id, resident.version, toPatch(values, resident))
          : addResident(api, key, toNew(values, communityId, householdId))
      }
      submit={t("app.save")}
      title={title}
      values={startWith(resident, householdId)}
    >
      <Person resident={resident} />
      {householdId && <BelongingFields />}
    </FormDialog>
  );
}

function Person({ resident }: { resident: Resident | undefined }) {
  const { t } = useTranslation();
  const label = useLabels();
  const kept = resident?.phone
    ? t("residents.phone_kept", { phone: resident.phone })
    : t("residents.phone_hint");
  return (
    <>
      <Form.Item
        label={t("residents.name")}
        name="name"
        rules={[{ required: true, whitespace: true, message: t("residents.name_needed") }]}
      >
        <Input autoComplete="off" maxLength={LONGEST_NAME} />
      </Form.Item>
      <div className={styles.two}>
        <Form.Item label={t("residents.phone")} name="phone">
          <Input autoComplete="off" inputMode="tel" maxLength={LONGEST_PHONE} placeholder={kept} />
        </Form.Item>
        <Form.Item label={t("residents.other_phone")} name="other">
          <Input autoComplete="off" inputMode="tel" maxLength={LONGEST_PHONE} />
        </Form.Item>
      </div>
      <Form.Item name="phone_shared" valuePropName="checked">
        <Checkbox>{t("residents.phone_shared")}</Checkbox>
      </Form.Item>
      {resident && resident.other_phones.length > 0 && (
        <Form.Item label={t("residents.remove_phones")} name="removed">
          <Checkbox.Group
            options={resident.other_phones.map(({ id, phone }) => ({ value: id, label: phone }))}
          />
        </Form.Item>
      )}
      <Form.Item label={t("residents.note")} name="note">
        <Input autoComplete="off" maxLength={LONGEST_NOTE} placeholder={t("residents.note_hint")} />
      </Form.Item>
      <Form.Item label={t("residents.language")} name="language">
        <Select
          allowClear
          options={LANGUAGES.map((value) => ({ value, label: label("language", value) }))}
        />
      </Form.Item>
    </>
  );
}

function startWith(resident: Resident | undefined, householdId: string | undefined): Values {
  if (!resident)
    return { name: "", ...(householdId ? { relation: "family" as const, is_adult: true } : {}) };
  return {
    name: resident.name,
    ...(resident.note ? { note: resident.note } : {}),
    ...(resident.language ? { language: resident.language } : {}),
  };
}

const said = (text: string | undefined) => text?.trim() || undefined;

function toNew(values: Values, communityId: string, householdId: string | undefined) {
  const other = said(values.other);
  const { relation = "family", is_adult = true, is_emergency_contact = false } = values;
  return {
    community_id: communityId,
    name: values.name,
    phone: said(values.phone) ?? null,
    other_phones: other ? [other] : [],
    note: said(values.note) ?? null,
    language: values.language ?? null,
    phone_shared: values.phone_shared ?? false,
    ...(householdId
      ? {
          household: { household_id: householdId, relation, is_adult, is_emergency_contact },
        }
      : {}),
  };
}

/** Only what differs; a phone left empty stays, because the form never saw it in full. */
function toPatch(values: Values, before: Resident) {
  const phone = said(values.phone);
  const other = said(values.other);
  const note = said(values.note) ?? null;
  const language = values.language ?? null;
  return {
    ...(values.name === before.name ? {} : { name: values.name }),
    ...(phone ? { phone } : {}),
    ...(other ? { add_phones: [other] } : {}),
    ...(values.removed?.length ? { remove_phone_ids: values.removed } : {}),
    ...(note === before.note ? {} : { note }),
    ...(language === before.language ? {} : { language }),
    ...(values.phone_shared ? { phone_shared: true } : {}),
  };
}
