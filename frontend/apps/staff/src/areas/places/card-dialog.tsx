import "@shouwen/i18n/rooms/places.zh-CN.ts";
import { writeCard } from "@shouwen/api/places.ts";
import type { Zone, ZoneFact } from "@shouwen/api/types.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import styles from "./places.module.css";

const MOST = 30;
const LONGEST_LABEL = 40;
const LONGEST_TEXT = 300;
const NAMES = Array.from({ length: MOST }, (_, place) => [
  ["facts", place, "label"],
  ["facts", place, "text"],
]).flat();

/** The whole card of a zone at once: lines are added, changed and taken away. */
export default function CardDialog(props: { zone: Zone; onClose: () => void }) {
  const { t } = useTranslation();
  const [zone] = useState(props.zone); // as it was when the reader began
  return (
    <FormDialog<{ facts: ZoneFact[] }>
      done={t("places.saved")}
      draft={`card.${zone.id}`}
      names={NAMES}
      onClose={props.onClose}
      outdated={["zones", "cases"]}
      send={({ facts }) => writeCard(api, zone.id, zone.version, facts)}
      submit={t("app.save")}
      title={t("places.card_of", { name: zone.name })}
      values={{ facts: zone.facts.length > 0 ? zone.facts : [{ label: "", text: "" }] }}
      wide
    >
      <Form.List name="facts">
        {(lines, { add, remove }) => (
          <>
            {lines.map(({ key, name }) => (
              <Line key={key} onRemove={() => remove(name)} place={name} />
            ))}
            {lines.length < MOST && (
              <Button onClick={() => add({ label: "", text: "" })}>{t("places.add_fact")}</Button>
            )}
          </>
        )}
      </Form.List>
    </FormDialog>
  );
}

function Line({ place, onRemove }: { place: number; onRemove: () => void }) {
  const { t } = useTranslation();
  const needed = [{ required: true, whitespace: true, message: t("places.name_needed") }];
  return (
    <div className={styles.row}>
      <Form.Item label={t("places.fact_label")} name={[place, "label"]} rules={needed}>
        <Input autoComplete="off" maxLength={LONGEST_LABEL} />
      </Form.Item>
      <Form.Item label={t("places.fact_text")} name={[place, "text"]} rules={needed}>
        <Input.TextArea maxLength={LONGEST_TEXT} rows={2} />
      </Form.Item>
      <Form.Item label=" ">
        <Button kind="quiet" onClick={onRemove}>
          {t("places.remove_fact")} <span className="aside">{place + 1}</span>
        </Button>
      </Form.Item>
    </div>
  );
}
