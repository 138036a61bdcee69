import "@shouwen/i18n/rooms/record.zh-CN.ts";
import { callers } from "@shouwen/api/people.ts";
import type { Caller } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { useHotkey } from "@shouwen/ui/hotkeys.tsx";
import { Keycaps } from "@shouwen/ui/keycaps.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useQuery } from "@tanstack/react-query";
import { Form, type FormInstance } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { useDebounced } from "../../shell/use-debounced.ts";
import styles from "./known.module.css";
import type { RecordValues } from "./record-values.ts";

const STILL_MS = 300;
// Fewer digits are no phone yet; the server refuses what is none.
const A_PHONE = /^\+?[\d\s-]{7,}$/;

/** Who is on the telephone, by the number: one key takes their name and their home into the form. */
export function CallerCard({ form }: { form: FormInstance<RecordValues> }) {
  const { t } = useTranslation();
  const communityId = Form.useWatch("community_id", form);
  const typed = useDebounced(Form.useWatch(["contact", "person", "phone"], form) ?? "", STILL_MS);
  const phone = typed.trim();
  const enabled = Boolean(communityId && A_PHONE.test(phone));
  const found = useQuery({ ...callers(api, communityId ?? "", phone), enabled, retry: false });
  const known = enabled ? (found.data?.data ?? []) : [];
  const [first] = known;
  const take = (caller: Caller) => takeOver(form, caller);
  useHotkey("Alt+2", t("cases.known.take_key"), () => first && take(first));
  if (!first) return null;
  return (
    <section aria-label={t("cases.known.caller")} className={styles.box} role="status">
      <h2>{t("cases.known.caller")}</h2>
      <ul>
        {known.map((caller) => (
          <Known
            caller={caller}
            form={form}
            isFirst={caller === first}
            key={caller.id}
            onTake={() => take(caller)}
          />
        ))}
      </ul>
    </section>
  );
}

function Known(props: {
  caller: Caller;
  form: FormInstance<RecordValues>;
  isFirst: boolean;
  onTake: () => void;
}) {
  const { t } = useTranslation();
  const label = useLabels();
  const { caller, form, isFirst, onTake } = props;
  const isTaken =
    Form.useWatch(["contact", "person", "resident_id"], { form, preserve: true }) === caller.id;
  const homes = caller.units.map((home) => `${home.label} ${label("relation", home.relation)}`);
  return (
    <li>
      <strong>{caller.name}</strong>
      <span className={styles.soft}>{homes.join(" · ")}</span>
      {caller.note && <Tag tone="amber">{caller.note}</Tag>}
      {isTaken ? (
        <Tag tone="green">{t("cases.known.taken")}</Tag>
      ) : (
        <Button onClick={onTake}>
          {t("cases.known.take")} <span className="aside">{caller.name}</span>{" "}
          {isFirst && <Keycaps keys="Alt+2" />}
        </Button>
      )}
    </li>
  );
}

function takeOver(form: FormInstance<RecordValues>, caller: Caller): void {
  form.setFieldValue(["contact", "person", "resident_id"], caller.id);
  form.setFieldValue(["contact", "person", "name"], caller.name);
  const [home, another] = caller.units;
  // Of several homes only they know which one they are calling about.
  if (home && !another) {
    const unit = { value: home.id, label: home.label };
    form.setFieldValue(["contact", "places", 0, "unit_id"], unit);
  }
}
