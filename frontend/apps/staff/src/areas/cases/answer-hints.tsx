import "@shouwen/i18n/rooms/answers.zh-CN.ts";
import { holds, me } from "@shouwen/api/access.ts";
import { fittingAnswers } from "@shouwen/api/answers.ts";
import type { StoredAnswer } from "@shouwen/api/types.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { useHotkey } from "@shouwen/ui/hotkeys.tsx";
import { Keycaps } from "@shouwen/ui/keycaps.tsx";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Form, type FormInstance } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { useDebounced } from "../../shell/use-debounced.ts";
import type { RecordValues } from "./record-values.ts";
import styles from "./similar-cases.module.css";

const STILL_MS = 300;

/** What may be answered to an inquiry: one key answers it on the spot. */
export default function AnswerHints({ form }: { form: FormInstance<RecordValues> }) {
  const { t } = useTranslation();
  const found = useFitting(form);
  const [first] = found;
  const take = ({ text }: StoredAnswer) => {
    form.setFieldValue("at_once", true);
    form.setFieldValue(["answered", "result"], text);
  };
  useHotkey("Alt+4", t("answers.take_key"), () => first && take(first));
  if (!first) return null;
  return (
    <section aria-label={t("answers.fitting")} className={styles.box} role="status">
      <h2>{t("answers.fitting")}</h2>
      <ul>
        {found.map((one) => (
          <li key={one.id}>
            <span className={styles.title}>
              <strong>{one.question}</strong> {one.text}
            </span>
            <Button onClick={() => take(one)}>
              {t("answers.take")} <span className="aside">{one.question}</span>{" "}
              {one === first && <Keycaps keys="Alt+4" />}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function useFitting(form: FormInstance<RecordValues>): StoredAnswer[] {
  const { data: person } = useSuspenseQuery(me(api));
  const communityId = Form.useWatch("community_id", form) ?? "";
  const isInquiry = Form.useWatch("kind", form) === "inquiry";
  const words = useDebounced(Form.useWatch("title", form)?.trim() ?? "", STILL_MS);
  const asked = isInquiry && communityId !== "" && words.length > 1;
  const enabled = asked && holds(person, "answers.read");
  const { data } = useQuery({ ...fittingAnswers(api, communityId, words), enabled });
  return enabled ? (data?.data ?? []) : [];
}
