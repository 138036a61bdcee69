import "@shouwen/i18n/rooms/rights.zh-CN.ts";
import { makeSignInLink } from "@shouwen/api/grants.ts";
import { ApiProblem } from "@shouwen/api/problem.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Dialog, DialogFoot } from "@shouwen/ui/dialog.tsx";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "./api.ts";
import styles from "./link.module.css";
import page from "./page.module.css";
import { ProblemNotice } from "./problem-notice.tsx";

interface Props {
  staff: { id: string; name: string };
  onClose: () => void;
}

const NEEDED = "access.username_needed";
const codeOf = (error: unknown) => (error instanceof ApiProblem ? error.code : undefined);

/** Makes the link with which somebody sets their own password, and shows it once. */
export default function LinkDialog({ staff, onClose }: Props) {
  const { t } = useTranslation();
  const toast = useToast();
  const [typed, setTyped] = useState("");
  const [needed, setNeeded] = useState(false);
  const made = useMutation({
    mutationFn: () => makeSignInLink(api, staff.id, typed.trim() || undefined),
    onError: (error) => setNeeded((before) => before || codeOf(error) === NEEDED),
  });
  const link = made.data && `${window.location.origin}/welcome#token=${made.data.data.token}`;
  const copy = async () => {
    await navigator.clipboard.writeText(link ?? "");
    toast.done(t("rights.link_copied"));
  };
  return (
    <Dialog
      closeName={t("app.close")}
      onClose={onClose}
      title={t("rights.link_of", { name: staff.name })}
    >
      <p className={page.soft}>{t("rights.link_text")}</p>
      {made.error && codeOf(made.error) !== NEEDED && <ProblemNotice error={made.error} />}
      {needed && !made.data && (
        <label className={`${page.field} ${styles.field}`}>
          {t("rights.link_username")}
          <input
            autoCapitalize="none"
            autoComplete="off"
            maxLength={64}
            onChange={({ target }) => setTyped(target.value)}
            value={typed}
          />
        </label>
      )}
      {made.data && link && (
        <div className={styles.made} role="status">
          <p>
            {t("rights.link_ready", {
              username: made.data.data.username,
              until: fullTime(made.data.data.expires_at),
            })}
          </p>
          <code className={styles.link}>{link}</code>
          <p className={page.small}>{t("rights.link_once")}</p>
        </div>
      )}
      <DialogFoot>
        <Button onClick={onClose}>{t("app.close")}</Button>
        {link ? (
          <Button icon="copy" kind="primary" onClick={() => void copy()}>
            {t("rights.link_copy")}
          </Button>
        ) : (
          <Button busy={made.isPending} kind="primary" onClick={() => made.mutate()}>
            {t("rights.link_make")}
          </Button>
        )}
      </DialogFoot>
    </Dialog>
  );
}
