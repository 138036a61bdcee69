import "@shouwen/i18n/rooms/defects.zh-CN.ts";
import type { CaseOut } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Panel } from "./panel.tsx";
import styles from "./slip.module.css";

const ReworkDialog = lazy(() => import("./rework-dialog.tsx"));

/** That this was repaired a short while ago, until somebody says that it is another matter (RP-07). */
export function ReworkNotice({ shown }: { shown: CaseOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  const [open, setOpen] = useState(false);
  const { rework } = shown;
  if (!rework) return null;
  const said = rework.contradicted_by;
  return (
    <Panel
      title={t("cases.rework.title")}
      tools={
        !said && (
          <Button kind="quiet" onClick={() => setOpen(true)}>
            {t("cases.rework.contradict")}
          </Button>
        )
      }
    >
      <p className={styles.verdict}>
        <Tag tone={said ? "neutral" : "amber"}>
          {said ? t("cases.rework.contradicted") : label("rework_sign", rework.found_by)}
        </Tag>
        <Link params={{ id: rework.of.id }} to="/cases/$id">
          {rework.of.name}
        </Link>
      </p>
      {said && (
        <p className={styles.by}>
          {said.name} · {rework.reason}
        </p>
      )}
      {open && (
        <Suspense>
          <ReworkDialog id={shown.id} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </Panel>
  );
}
