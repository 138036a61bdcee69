import "@shouwen/i18n/rooms/passings.zh-CN.ts";
import { casePassings, type PassingOut } from "@shouwen/api/passings.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { Nothing, Panel } from "./panel.tsx";
import styles from "./slip.module.css";

const dialogs = () => import("./passing-dialog.tsx");
const FindDialog = lazy(async () => ({ default: (await dialogs()).FindDialog }));
const WithdrawDialog = lazy(async () => ({ default: (await dialogs()).WithdrawDialog }));

/** Buck-passing found against people of the chain, for those who arbitrate (FR-06). */
export default function PassingPanel({ id }: { id: string }) {
  const { t } = useTranslation();
  const found = useQuery(casePassings(api, id));
  const [asked, setAsked] = useState<"find" | number>();
  const close = () => setAsked(undefined);
  return (
    <Panel
      hint={t("passings.hint")}
      title={t("passings.title")}
      tools={
        <Button disabled={!found.data} kind="quiet" onClick={() => setAsked("find")}>
          {t("passings.find")}
        </Button>
      }
    >
      {found.isError && <ProblemNotice error={found.error} />}
      {found.data?.data.length === 0 && <Nothing>{t("passings.none")}</Nothing>}
      <ul className={styles.entries}>
        {found.data?.data.map((one) => (
          <Finding found={one} key={one.no} onWithdraw={() => setAsked(one.no)} />
        ))}
      </ul>
      <Suspense>
        {asked === "find" && found.data && (
          <FindDialog chain={found.data.chain} id={id} onClose={close} />
        )}
        {typeof asked === "number" && <WithdrawDialog id={id} no={asked} onClose={close} />}
      </Suspense>
    </Panel>
  );
}

function Finding({ found, onWithdraw }: { found: PassingOut; onWithdraw: () => void }) {
  const { t } = useTranslation();
  const label = useLabels();
  const gone = found.withdrawn_by;
  return (
    <li>
      <p className={styles.verdict}>
        <strong>{found.staff.name}</strong>
        <Tag tone={gone ? "neutral" : "amber"}>
          {gone ? t("passings.withdrawn") : label("passing_level", found.level)}
        </Tag>
        {!gone && (
          <Button kind="quiet" onClick={onWithdraw}>
            {t("passings.withdraw")}
          </Button>
        )}
      </p>
      <p className={styles.text}>{found.reason}</p>
      <p className={styles.by}>
        {found.found_by.name} · {fullTime(found.found_at)}
      </p>
      {gone && (
        <p className={styles.by}>
          {gone.name} · {found.withdrawn_reason}
        </p>
      )}
    </li>
  );
}
