import "@shouwen/i18n/rooms/delivery.zh-CN.ts";
import { acknowledgeByLink } from "@shouwen/api/delivery.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { useMutation } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import styles from "../../shell/doorway.module.css";
import { Doorway } from "../../shell/doorway.tsx";
import { ProblemNotice } from "../../shell/problem-notice.tsx";

/**
 * Where the link of a message leads. The token travels behind the #, which browsers send to nobody; only the
 * button says "heard", so that a program which previews links does not.
 */
export function AcknowledgePage() {
  const { t } = useTranslation();
  const token = useLocation({ select: ({ hash }) => hash }).replace(/^#/, "");
  const heard = useMutation({ mutationFn: () => acknowledgeByLink(api, token) });
  if (heard.data)
    return (
      <Doorway title={t("acknowledging.done")}>
        <p className={styles.text} role="status">
          {t("acknowledging.done_text", { time: fullTime(heard.data.data.acknowledged_at) })}
        </p>
      </Doorway>
    );
  return (
    <Doorway title={t("acknowledging.title")}>
      {heard.error && <ProblemNotice error={heard.error} />}
      <p className={styles.text}>{t(token ? "acknowledging.text" : "acknowledging.none")}</p>
      {token && (
        <Button busy={heard.isPending} kind="primary" onClick={() => heard.mutate()}>
          {t("acknowledging.heard")}
        </Button>
      )}
    </Doorway>
  );
}
