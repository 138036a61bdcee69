import "@shouwen/i18n/rooms/record.zh-CN.ts";
import { labels } from "@shouwen/i18n/labels.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Check } from "@shouwen/ui/check.tsx";
import { Segmented } from "@shouwen/ui/segmented.tsx";
import { Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import styles from "./record.module.css";
import { UnitPicker } from "./unit-picker.tsx";

type Path = (string | number)[];

// What a desk takes in by itself; the others come from programs, or from screens of their own.
const AT_THE_DESK = [
  "phone",
  "visit",
  "wechat",
  "patrol",
  "home_visit",
  "hotline",
  "letter",
  "email",
];
const RELATIONS = Object.keys(labels.relation);

/** `base` is where the contact stands in the form's values: the same fields serve a new case and a repeat. */
export function ChannelField({ base }: { base: Path }) {
  const { t } = useTranslation();
  const label = useLabels();
  const channels = AT_THE_DESK.map((value) => ({ value, label: label("channel", value) }));
  return (
    <Form.Item label={t("cases.record.channel")} name={[...base, "channel"]}>
      <Segmented label={t("cases.record.channel")} segments={channels} />
    </Form.Item>
  );
}

export function PersonFields({ base }: { base: Path }) {
  const { t } = useTranslation();
  const label = useLabels();
  const anonymous = Form.useWatch([...base, "person", "anonymous"]) === true;
  return (
    <>
      <div className={styles.three}>
        <Form.Item label={t("cases.record.name")} name={[...base, "person", "name"]}>
          <Input autoComplete="off" disabled={anonymous} maxLength={64} />
        </Form.Item>
        <Form.Item label={t("cases.record.phone")} name={[...base, "person", "phone"]}>
          <Input autoComplete="off" disabled={anonymous} inputMode="tel" maxLength={32} />
        </Form.Item>
        <Form.Item label={t("cases.record.relation")} name={[...base, "person", "relation"]}>
          <Select
            allowClear
            options={RELATIONS.map((value) => ({ value, label: label("relation", value) }))}
            showSearch={{ optionFilterProp: "label" }}
          />
        </Form.Item>
      </div>
      <div className={styles.ticks}>
        <Form.Item name={[...base, "person", "anonymous"]} noStyle valuePropName="checked">
          <Check>{t("cases.record.anonymous")}</Check>
        </Form.Item>
        <Form.Item name={[...base, "wants_reply"]} noStyle valuePropName="checked">
          <Check>{t("cases.record.wants_reply")}</Check>
        </Form.Item>
      </div>
    </>
  );
}

export function PlaceFields({
  base,
  communityId,
}: {
  base: Path;
  communityId: string | undefined;
}) {
  const { t } = useTranslation();
  return (
    <div className={styles.two}>
      <Form.Item label={t("cases.record.unit")} name={[...base, "places", 0, "unit_id"]}>
        <UnitPicker communityId={communityId} />
      </Form.Item>
      <Form.Item label={t("cases.record.place_text")} name={[...base, "places", 0, "text"]}>
        <Input maxLength={200} placeholder={t("cases.record.place_text_hint")} />
      </Form.Item>
    </div>
  );
}

/** When it was heard. Once that is changed the reason for recording late has its place too. */
export function HeardAtFields({ base, showReason }: { base: Path; showReason: boolean }) {
  const { t } = useTranslation();
  return (
    <div className={styles.two}>
      <Form.Item label={t("cases.record.heard_at")} name={[...base, "heard_at"]}>
        <Input type="datetime-local" />
      </Form.Item>
      <Form.Item
        extra={t("cases.record.late_hint")}
        hidden={!showReason}
        label={t("cases.record.late_reason")}
        name={[...base.slice(0, -1), "late_reason"]}
      >
        <Input maxLength={500} />
      </Form.Item>
    </div>
  );
}
