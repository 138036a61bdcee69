import "@shouwen/i18n/rooms/organisation.zh-CN.ts";
import { endHolding } from "@shouwen/api/organisation.ts";
import type { HoldingOut } from "@shouwen/api/types.ts";
import { fromLocalMinute, fullTime } from "@shouwen/core/instant.ts";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import styles from "./organisation.module.css";

interface Props {
  holding: HoldingOut;
  postName: string;
  onClose: () => void;
}

/** Takes somebody off a post, now or at a time to come. */
export default function EndDialog({ holding, postName, onClose }: Props) {
  const { t } = useTranslation();
  const { name } = holding.staff;
  return (
    <FormDialog<{ until?: string }>
      danger
      done={t("organisation.ended", { name, post: postName })}
      names={[["until"]]}
      onClose={onClose}
      outdated={["organisation", "staff", "posts"]}
      send={({ until }, key) =>
        endHolding(api, key, holding, until ? { until: fromLocalMinute(until) } : {})
      }
      submit={t("organisation.end")}
      title={t("organisation.end_title", { name, post: postName })}
      values={{}}
    >
      <p className={styles.text}>
        {t("organisation.end_text", { since: fullTime(holding.since) })}
      </p>
      <Form.Item extra={t("organisation.since_hint")} label={t("organisation.until")} name="until">
        <Input type="datetime-local" />
      </Form.Item>
    </FormDialog>
  );
}
