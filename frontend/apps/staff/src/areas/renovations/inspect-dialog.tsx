import { me } from "@shouwen/api/access.ts";
import { randomKey } from "@shouwen/core/random-key.ts";
import { labels } from "@shouwen/i18n/rooms/renovations.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Segmented } from "@shouwen/ui/segmented.tsx";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { NamedSelect } from "../../shell/named-select.tsx";
import { fieldOutbox, type KeptPhoto, type Visit } from "../../shell/outbox/field-outbox.ts";
import { serverNow } from "../../shell/use-now.ts";
import { PhotoKeeper } from "./photo-keeper.tsx";
import styles from "./renovations.module.css";
import { toldOf } from "./told-of.ts";

const LONG = { rows: 2, maxLength: 2000 };
const ITEMS = Object.keys(labels.check_item);
const KINDS = Object.keys(labels.violation_kind);

interface Values {
  checks: Record<string, "fine" | "fault">;
  progress?: string;
  anomaly?: string;
  breaches?: { kind?: string; words?: string; photos?: KeptPhoto[] }[];
  photos?: KeptPhoto[];
}

interface Site {
  id: string;
  number: string;
  title: string;
  unit: { label: string };
}

function toVisit({ checks, progress, anomaly, breaches = [], photos = [] }: Values): Visit {
  return {
    checks: ITEMS.map((item) => ({ item, finding: checks[item] ?? "fine" })),
    ...(progress && { progress }),
    ...(anomaly && { anomaly }),
    breaches: breaches.map(({ kind = "", words = "", photos: shown = [] }) => ({
      kind,
      words,
      photos: shown,
    })),
    photos,
  };
}

/** Photographs are kept once the visit is: no draft could hold them. */
function inWords({ photos: _photos, breaches, ...written }: Values): Values {
  const told = breaches?.map(({ kind, words }) => ({
    ...(kind && { kind }),
    ...(words && { words }),
  }));
  return { ...written, ...(told && { breaches: told }) };
}

/**
 * A visit by phone: the check-list of RN-17, photographs, and what was dissuaded from. Kept on the device first, then
 * sent: on a building site there is often no network.
 */
export default function InspectDialog({ site, onClose }: { site: Site; onClose: () => void }) {
  const { t } = useTranslation();
  const label = useLabels();
  const { data: person } = useSuspenseQuery(me(api));
  const findings = (["fine", "fault"] as const).map((value) => ({
    value,
    label: label("finding", value),
  }));
  const keep = async (values: Values) => {
    const title = `${site.unit.label} ${site.title}`;
    await fieldOutbox.add({
      id: randomKey(),
      person: person.person.id,
      about: site.id,
      act: { verb: "inspect", number: site.number, title, ...toVisit(values) },
      key: randomKey(),
      version: 0,
      at: serverNow().toISOString(),
    });
    void fieldOutbox.flush(person.person.id);
  };
  return (
    <FormDialog<Values>
      done={toldOf(site, t("renovations.visit_kept"))}
      draft={`inspect.${site.id}`}
      draftable={inWords}
      names={[["progress"], ["anomaly"], ["checks"], ["breaches"]]}
      onClose={onClose}
      outdated={[]}
      send={keep}
      submit={label("renovation_action", "inspect")}
      title={`${site.unit.label} ${site.number}`}
      values={{ checks: Object.fromEntries(ITEMS.map((item) => [item, "fine" as const])) }}
    >
      {ITEMS.map((item) => (
        <Form.Item key={item} label={label("check_item", item)} name={["checks", item]}>
          <Segmented label={label("check_item", item)} segments={findings} />
        </Form.Item>
      ))}
      <Form.Item label={t("renovations.progress")} name="progress">
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item label={t("renovations.anomaly")} name="anomaly">
        <Input.TextArea {...LONG} />
      </Form.Item>
      <Breaches />
      <Form.Item label={t("renovations.photos")} name="photos">
        <PhotoKeeper label={t("renovations.photos")} />
      </Form.Item>
    </FormDialog>
  );
}

function Breaches() {
  const { t } = useTranslation();
  const label = useLabels();
  const needed = [{ required: true, message: t("renovations.needed") }];
  return (
    <Form.List name="breaches">
      {(fields, { add, remove }) => (
        <Form.Item label={t("renovations.breaches")}>
          {fields.map(({ key, name }) => (
            <div className={styles.breach} key={key}>
              <Form.Item label={t("renovations.kind")} name={[name, "kind"]} rules={needed}>
                <NamedSelect
                  options={KINDS.map((id) => ({ id, name: label("violation_kind", id) }))}
                />
              </Form.Item>
              <Form.Item label={t("renovations.words")} name={[name, "words"]} rules={needed}>
                <Input.TextArea {...LONG} />
              </Form.Item>
              <Form.Item label={t("renovations.photos")} name={[name, "photos"]}>
                <PhotoKeeper label={t("renovations.photos")} />
              </Form.Item>
              <Button kind="quiet" onClick={() => remove(name)}>
                {t("renovations.remove")}
              </Button>
            </div>
          ))}
          <Button icon="plus" onClick={() => add()}>
            {t("renovations.add_breach")}
          </Button>
        </Form.Item>
      )}
    </Form.List>
  );
}
