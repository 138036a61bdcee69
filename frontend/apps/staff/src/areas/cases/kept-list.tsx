import "@shouwen/i18n/rooms/field.zh-CN.ts";
import { caseById } from "@shouwen/api/cases.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { randomKey } from "@shouwen/core/random-key.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { fieldOutbox, type KeptAct } from "../../shell/outbox/field-outbox.ts";
import { problemText } from "../../shell/problem-notice.tsx";
import { serverNow } from "../../shell/use-now.ts";
import styles from "./field.module.css";

/** What was done and not yet taken by the server; of what was refused, why, and what to do about it. */
export function KeptList({ kept }: { kept: KeptAct[] }) {
  const { t } = useTranslation();
  if (kept.length === 0) return null;
  return (
    <section aria-label={t("field.outbox")} className={styles.outbox}>
      <h2>{t("field.outbox")}</h2>
      <p className={styles.soft}>{t("field.outbox_text")}</p>
      <ol>
        {kept.map((one) => (
          <One key={one.id} kept={one} />
        ))}
      </ol>
    </section>
  );
}

function One({ kept }: { kept: KeptAct }) {
  const { t } = useTranslation();
  const label = useLabels();
  const { act, about, at, refused } = kept;
  return (
    <li data-refused={refused ? true : undefined}>
      <p className={styles.line}>
        <strong>
          {act.verb === "photo" || act.verb === "inspect"
            ? t(`field.${act.verb}`)
            : label("action", act.verb)}
        </strong>
        <Link
          className={styles.number as string}
          params={{ id: about }}
          to={act.verb === "inspect" ? "/renovations/$id" : "/cases/$id"}
        >
          {act.number}
        </Link>
        <time className="figures" dateTime={at}>
          {fullTime(at)}
        </time>
      </p>
      <p className={styles.soft}>{act.title}</p>
      {act.verb === "finish" && <p className={styles.detail}>{act.result}</p>}
      {refused ? <Refused kept={kept} /> : <p className={styles.soft}>{t("field.later")}</p>}
    </li>
  );
}

function Refused({ kept }: { kept: KeptAct }) {
  const { t } = useTranslation();
  const toast = useToast();
  const queries = useQueryClient();
  const [sure, setSure] = useState(false);
  const versionNow = async () =>
    (await queries.fetchQuery({ ...caseById(api, kept.about), staleTime: 0 })).version;
  const again = useMutation({
    mutationFn: async () => {
      // A visit adds to its file, whatever the version.
      const version = kept.act.verb === "inspect" ? kept.version : await versionNow();
      await fieldOutbox.renew(kept.id, version, randomKey(), serverNow().toISOString());
      await fieldOutbox.flush(kept.person);
    },
    onError: (error) => toast.trouble(problemText(error, t)),
  });
  return (
    <>
      <p role="alert">{t("field.refused_why", { why: kept.refused?.why ?? "" })}</p>
      <div className={styles.acts}>
        <Button busy={again.isPending} onClick={() => again.mutate()}>
          {t("field.again")}
        </Button>
        {sure ? (
          <Button kind="danger" onClick={() => void fieldOutbox.drop(kept.id)}>
            {t("field.drop_sure")}
          </Button>
        ) : (
          <Button kind="quiet" onClick={() => setSure(true)}>
            {t("field.drop")}
          </Button>
        )}
      </div>
    </>
  );
}
