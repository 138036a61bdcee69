import "@shouwen/i18n/rooms/record.zh-CN.ts";
import { similarCases } from "@shouwen/api/cases.ts";
import type { SimilarCase } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { useHotkey } from "@shouwen/ui/hotkeys.tsx";
import { Keycaps } from "@shouwen/ui/keycaps.tsx";
import { useQuery } from "@tanstack/react-query";
import { Form, type FormInstance } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { useDebounced } from "../../shell/use-debounced.ts";
import { StateTag } from "./case-tags.tsx";
import type { RecordValues } from "./record-values.ts";
import styles from "./similar-cases.module.css";
import { useAttach } from "./use-attach.ts";

/** Asked when the typing pauses, not at every letter. */
const STILL_MS = 300;

interface Props {
  form: FormInstance<RecordValues>;
  /** The idempotency key for these words. */
  keyFor: (values: RecordValues, body: unknown) => string;
  onAttached: (caseId: string) => void;
}

/** What is being told may be known already: then it joins the case there is, with one key. */
export function SimilarCases({ form, keyFor, onAttached }: Props) {
  const { t } = useTranslation();
  const found = useSimilar(form);
  const attach = useAttach(form, keyFor, onAttached);
  // Another matter of the same home is shown as well; the key is for what sounds the same.
  const alike = found.find(({ signs }) => signs.includes("same_words"));
  useHotkey("Alt+1", t("cases.similar.attach_key"), () => alike && attach.mutate(alike));
  if (found.length === 0) return null;
  return (
    <section aria-label={t("cases.similar.title")} className={styles.box} role="status">
      <h2>{t("cases.similar.title")}</h2>
      {attach.error && <ProblemNotice error={attach.error} />}
      <ul>
        {found.map((one) => (
          <Candidate
            busy={attach.isPending}
            isAlike={one === alike}
            key={one.id}
            one={one}
            onAttach={() => attach.mutate(one)}
          />
        ))}
      </ul>
    </section>
  );
}

function Candidate({
  one,
  isAlike,
  busy,
  onAttach,
}: {
  one: SimilarCase;
  isAlike: boolean;
  busy: boolean;
  onAttach: () => void;
}) {
  const { t } = useTranslation();
  const label = useLabels();
  const signs = one.signs.map((sign) => label("sign", sign)).join(" · ");
  return (
    <li>
      <span className={styles.number}>{one.number}</span>
      <StateTag state={one.state} />
      <span className={styles.title}>{one.title}</span>
      <span className={styles.signs}>
        {signs}
        {one.repeats > 0 && ` · ${t("cases.similar.repeats", { count: one.repeats })}`}
        {` · ${one.owner.name}`}
      </span>
      <Button busy={busy} onClick={onAttach}>
        {t("cases.similar.attach")} <span className="aside">{one.number}</span>{" "}
        {isAlike && <Keycaps keys="Alt+1" />}
      </Button>
    </li>
  );
}

function useSimilar(form: FormInstance<RecordValues>): SimilarCase[] {
  const communityId = Form.useWatch("community_id", form);
  const words = useDebounced(Form.useWatch("title", form)?.trim() ?? "", STILL_MS);
  const unitId = Form.useWatch(["contact", "places", 0, "unit_id"], form)?.value;
  const residentId = Form.useWatch(["contact", "person", "resident_id"], { form, preserve: true });
  const asked = {
    community_id: communityId ?? "",
    ...(words ? { words } : {}),
    ...(unitId ? { unit_id: unitId } : {}),
    ...(residentId ? { resident_id: residentId } : {}),
  };
  const enabled = Boolean(communityId && (words.length > 1 || unitId || residentId));
  const { data } = useQuery({ ...similarCases(api, asked), enabled });
  return enabled ? (data?.data ?? []) : [];
}
