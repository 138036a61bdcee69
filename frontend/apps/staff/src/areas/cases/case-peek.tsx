import { caseById, caseJournal } from "@shouwen/api/cases.ts";
import type { CaseOut } from "@shouwen/api/types.ts";
import { Button, buttonClass } from "@shouwen/ui/button.tsx";
import { useHotkey } from "@shouwen/ui/hotkeys.tsx";
import { Skeleton } from "@shouwen/ui/skeleton.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { CaseActions } from "./case-actions.tsx";
import { CaseCommitments } from "./case-commitments.tsx";
import { CaseFacts } from "./case-facts.tsx";
import { CaseHeader } from "./case-header.tsx";
import journal from "./case-journal.module.css";
import { Entry } from "./case-journal.tsx";
import styles from "./case-peek.module.css";
import { Panel } from "./panel.tsx";
import { PendingOffer } from "./pending-offer.tsx";
import type { View } from "./view.ts";

const LAST_ENTRIES = 4;

interface Props {
  id: string;
  view: View;
  onStep: (by: 1 | -1) => void;
  onClose: () => void;
}

/** A case beside the queue: enough to decide, without losing the place. The focus stays with the row. */
export default function CasePeek({ id, view, onStep, onClose }: Props) {
  const { t } = useTranslation();
  const found = useQuery(caseById(api, id));
  useHotkey("Escape", t("cases.peek.close"), onClose);
  useHotkey("j", t("cases.view.next"), () => onStep(1));
  useHotkey("k", t("cases.view.previous"), () => onStep(-1));
  return (
    <aside aria-busy={found.isPending} aria-label={t("cases.peek.title")} className={styles.peek}>
      <header className={styles.tools}>
        <Link className={buttonClass("quiet")} params={{ id }} state={{ view }} to="/cases/$id">
          {t("cases.peek.open")}
        </Link>
        <Button aria-label={t("cases.peek.close")} icon="close" kind="quiet" onClick={onClose} />
      </header>
      {found.isPending && <Skeleton label={t("app.loading")} lines={6} />}
      {found.isError && <ProblemNotice error={found.error} />}
      {found.data && <Peeked key={id} shown={found.data} />}
    </aside>
  );
}

function Peeked({ shown }: { shown: CaseOut }) {
  return (
    <>
      <div aria-live="polite">
        <CaseHeader level={2} shown={shown} />
      </div>
      <PendingOffer shown={shown} />
      <CaseActions beside shown={shown} />
      {shown.detail && <p className={styles.detail}>{shown.detail}</p>}
      <CaseCommitments shown={shown} />
      <LastEntries shown={shown} />
      <CaseFacts shown={shown} />
    </>
  );
}

function LastEntries({ shown }: { shown: CaseOut }) {
  const { t } = useTranslation();
  const { data } = useQuery(caseJournal(api, shown.id));
  return (
    <Panel title={t("cases.peek.last")}>
      {!data && <Skeleton label={t("app.loading")} lines={2} />}
      <ol className={journal.journal}>
        {data?.data
          .slice(-LAST_ENTRIES)
          .reverse()
          .map((entry) => (
            <Entry entry={entry} key={entry.id} newDay />
          ))}
      </ol>
    </Panel>
  );
}
