import "@shouwen/i18n/rooms/help.zh-CN.ts";
import { holds, me } from "@shouwen/api/access.ts";
import { type CordonOut, caseCordons } from "@shouwen/api/emergencies.ts";
import type { CaseOut } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import styles from "./help.module.css";
import { Nothing, Panel } from "./panel.tsx";

const CordonDialog = lazy(() => import("./cordon-dialog.tsx"));
const RemoveDialog = lazy(() => import("../../shell/remove-cordon-dialog.tsx"));
const OPEN = new Set(["heard", "owned", "handling"]);

/** The cordons of a case with their signs: set here, and taken away here. */
export default function CordonPanel({ shown }: { shown: CaseOut }) {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const [setting, setSetting] = useState(false);
  const [removing, setRemoving] = useState<CordonOut | null>(null);
  const { data } = useQuery({
    ...caseCordons(api, shown.id),
    enabled: holds(person, "cases.trace"),
  });
  const may = holds(person, "cases.cordon") && OPEN.has(shown.state);
  if (!data || (!may && data.data.length === 0)) return null;
  return (
    <div className={styles.internal}>
      <Panel
        title={t("help.cordons")}
        tools={may && <Button onClick={() => setSetting(true)}>{t("help.set_cordon")}</Button>}
      >
        {data.data.length === 0 && <Nothing>{t("help.no_cordon")}</Nothing>}
        <ul className={styles.contacts}>
          {data.data.map((one) => (
            <Cordon key={one.id} one={one} onRemove={setRemoving} />
          ))}
        </ul>
      </Panel>
      {setting && (
        <Suspense>
          <CordonDialog id={shown.id} onClose={() => setSetting(false)} />
        </Suspense>
      )}
      {removing && (
        <Suspense>
          <RemoveDialog cordon={removing} onClose={() => setRemoving(null)} />
        </Suspense>
      )}
    </div>
  );
}

function Cordon({ one, onRemove }: { one: CordonOut; onRemove: (one: CordonOut) => void }) {
  const { t } = useTranslation();
  return (
    <li>
      <p>
        <strong>{one.place}</strong> {one.sign}{" "}
        <Tag tone={one.closed_at ? "green" : "amber"}>
          {t(one.closed_at ? "help.cordon_gone" : "help.cordon_stands")}
        </Tag>
      </p>
      <p className={styles.by}>
        {fullTime(one.opened_at)} {one.opened_by.name}
        {one.closed_at && ` → ${fullTime(one.closed_at)} ${one.closed_by?.name} ${one.restored}`}
        {!one.closed_at &&
          one.due_at &&
          ` · ${t("help.cordon_due", { time: fullTime(one.due_at) })}`}
      </p>
      {one.actions.some((act) => act.allowed) && (
        <div className={styles.tools}>
          <Button onClick={() => onRemove(one)}>
            {t("help.remove_cordon")} <span className="aside">{one.place}</span>
          </Button>
        </div>
      )}
    </li>
  );
}
