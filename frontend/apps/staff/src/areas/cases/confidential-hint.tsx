import "@shouwen/i18n/rooms/help.zh-CN.ts";
import "@shouwen/i18n/rooms/record.zh-CN.ts";
import { confidentialSubjects } from "@shouwen/api/emergencies.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Icon } from "@shouwen/ui/icon.tsx";
import { useQuery } from "@tanstack/react-query";
import { Form, type FormInstance } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import page from "../../shell/page.module.css";
import { useDebounced } from "../../shell/use-debounced.ts";
import styles from "./record.module.css";
import type { RecordValues } from "./record-values.ts";

const STILL_MS = 300;

/** A warning while an inquiry is being written that touches what is not told to everybody (RC-04). */
export default function ConfidentialHint({ form }: { form: FormInstance<RecordValues> }) {
  const { t } = useTranslation();
  const label = useLabels();
  const communityId = Form.useWatch("community_id", form) ?? "";
  const isInquiry = Form.useWatch("kind", form) === "inquiry";
  const words = useDebounced(Form.useWatch("title", form)?.trim() ?? "", STILL_MS);
  const enabled = isInquiry && communityId !== "" && words.length > 1;
  const { data } = useQuery({ ...confidentialSubjects(api, communityId, words), enabled });
  const found = enabled ? (data?.data ?? []) : [];
  if (found.length === 0) return null;
  const subjects = found.map((one) => label("confidential_subject", one.subject)).join("、");
  const told = [...new Set(found.flatMap((one) => one.disclosable))];
  return (
    <p className={`${page.alarm} ${styles.warning}`} role="status">
      <Icon name="lock" />
      <span>
        {t("help.confidential", { subjects })}{" "}
        {told.length > 0
          ? t("help.may_tell", { what: told.map((one) => label("disclosable", one)).join("、") })
          : t("help.tell_nothing")}
      </span>
    </p>
  );
}
