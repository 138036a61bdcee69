import "@shouwen/i18n/rooms/incidents.zh-CN.ts";
import { incidentsAt } from "@shouwen/api/contacts.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { useHotkey } from "@shouwen/ui/hotkeys.tsx";
import { Keycaps } from "@shouwen/ui/keycaps.tsx";
import { useQuery } from "@tanstack/react-query";
import { Form, type FormInstance } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { IncidentWords } from "./incident-lines.tsx";
import type { RecordValues } from "./record-values.ts";
import styles from "./similar-cases.module.css";
import { useAttach } from "./use-attach.ts";

interface Props {
  form: FormInstance<RecordValues>;
  keyFor: (values: RecordValues, body: unknown) => string;
  onAttached: (caseId: string) => void;
}

/** What many are calling about, with the words to tell them: one key adds the caller to it. */
export default function IncidentHints({ form, keyFor, onAttached }: Props) {
  const { t } = useTranslation();
  const { known, isHere } = useKnown(form);
  const attach = useAttach(form, keyFor, onAttached);
  const [first] = known;
  useHotkey("Alt+3", t("cases.incident.attach_key"), () => first && attach.mutate(first));
  if (!first) return null;
  const title = t(isHere ? "cases.incident.known" : "cases.incident.anywhere");
  return (
    <section aria-label={title} className={styles.box} role="status">
      <h2>{title}</h2>
      {attach.error && <ProblemNotice error={attach.error} />}
      <ul>
        {known.map((one) => (
          <li key={one.id}>
            <span className={styles.number}>{one.number}</span>
            <span className={styles.title}>
              <IncidentWords shown={one} />
            </span>
            <Button busy={attach.isPending} onClick={() => attach.mutate(one)}>
              {t("cases.incident.attach")} <span className="aside">{one.number}</span>{" "}
              {one === first && <Keycaps keys="Alt+3" />}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** At the home that was named or of whoever was recognised; before either, anywhere in the community. */
function useKnown(form: FormInstance<RecordValues>) {
  const communityId = Form.useWatch("community_id", form);
  const unitId = Form.useWatch(["contact", "places", 0, "unit_id"], form)?.value;
  const residentId = Form.useWatch(["contact", "person", "resident_id"], { form, preserve: true });
  const asked = {
    community_id: communityId ?? "",
    ...(unitId ? { unit_id: unitId } : {}),
    ...(residentId && !unitId ? { resident_id: residentId } : {}),
  };
  const { data } = useQuery({ ...incidentsAt(api, asked), enabled: Boolean(communityId) });
  return { known: data?.data ?? [], isHere: Boolean(unitId || residentId) };
}
