import { me } from "@shouwen/api/access.ts";
import { caseById } from "@shouwen/api/cases.ts";
import type { CaseOut } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useSuspenseQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { useNow } from "../../shell/use-now.ts";
import { AfterAct } from "./after-act.ts";
import { BackLink } from "./back-link.tsx";
import { CaseActions } from "./case-actions.tsx";
import { CaseCallback } from "./case-callback.tsx";
import { CaseCommitments } from "./case-commitments.tsx";
import { CaseContacts } from "./case-contacts.tsx";
import { CaseCorrective } from "./case-corrective.tsx";
import { CaseFacts } from "./case-facts.tsx";
import { CaseHeader } from "./case-header.tsx";
import { CaseJournal } from "./case-journal.tsx";
import { CaseNotes } from "./case-notes.tsx";
import styles from "./case-page.module.css";
import { CaseFiles, CaseOutcomes, CaseParts, CaseRelated } from "./case-sections.tsx";
import { CustodyChain } from "./custody-chain.tsx";
import { PendingOffer } from "./pending-offer.tsx";
import { ReworkNotice } from "./rework-notice.tsx";
import { useView } from "./use-view.ts";
import { ViewBar } from "./view-bar.tsx";

const DefectPanel = lazy(() => import("./defect-panel.tsx"));
const SlipPanel = lazy(() => import("./slip-panel.tsx"));
const IncidentPanel = lazy(() => import("./incident-panel.tsx"));
const HelpPanel = lazy(() => import("./help-panel.tsx"));
const CordonPanel = lazy(() => import("./cordon-panel.tsx"));
const LadderPanel = lazy(() => import("./ladder-panel.tsx"));
const CoursePanel = lazy(() => import("./course-panel.tsx"));
const PassingPanel = lazy(() => import("./passing-panel.tsx"));
const SuggestionPanel = lazy(() => import("./suggestion-panel.tsx"));
const REFRESH_MS = 30_000;

export function CasePage({ id }: { id: string }) {
  const { data } = useSuspenseQuery({ ...caseById(api, id), refetchInterval: REFRESH_MS });
  const through = useView(id);
  return (
    <div className={styles.page}>
      <div className={styles.ways}>
        <BackLink />
        <ViewBar through={through} />
      </div>
      <AfterAct value={through.afterAct}>
        <Shown key={id} shown={data} />
      </AfterAct>
    </div>
  );
}

/** Keyed by the case: nothing written about one may stand on the page of the next. */
function Shown({ shown: data }: { shown: CaseOut }) {
  return (
    <>
      <CaseHeader shown={data} />
      <PendingOffer shown={data} />
      <CaseActions shown={data} />
      <div className={styles.columns}>
        <MainColumn shown={data} />
        <aside className={styles.side}>
          <CaseFacts shown={data} />
          <CustodyChain shown={data} />
          {data.actions.some(({ action }) => action === "arbitrate") && (
            <Suspense>
              <PassingPanel id={data.id} />
            </Suspense>
          )}
          <CaseCallback shown={data} />
          <CaseCorrective shown={data} />
          <CaseParts shown={data} />
          <CaseRelated shown={data} />
          <CaseFiles shown={data} />
        </aside>
      </div>
      <Printed />
    </>
  );
}

function MainColumn({ shown }: { shown: CaseOut }) {
  return (
    <div className={styles.main}>
      {shown.kind === "incident" && (
        <Suspense>
          <IncidentPanel shown={shown} />
        </Suspense>
      )}
      <ReworkNotice shown={shown} />
      {shown.kind === "warranty" && (
        <Suspense>
          <DefectPanel shown={shown} />
        </Suspense>
      )}
      {shown.kind === "complaint" && (
        <Suspense>
          <SlipPanel shown={shown} />
        </Suspense>
      )}
      <KindPanels shown={shown} />
      <CaseCommitments shown={shown} />
      <CaseContacts shown={shown} />
      {CORDONED.has(shown.kind) && (
        <Suspense>
          <CordonPanel shown={shown} />
        </Suspense>
      )}
      <CaseOutcomes shown={shown} />
      <CaseNotes shown={shown} />
      <CaseJournal shown={shown} />
    </div>
  );
}

// Of an emergency it stands at the head; most repairs need none, and begin with what was said.
const CORDONED = new Set(["repair", "warranty"]);

/** What belongs to this kind of case, or to its type; each comes with its own part of the program. */
function KindPanels({ shown }: { shown: CaseOut }) {
  const { kind } = shown;
  const isEmergency = kind === "help" || kind === "incident";
  return (
    <Suspense>
      {shown.type && <CoursePanel shown={shown} />}
      {isEmergency && <HelpPanel shown={shown} />}
      {isEmergency && <CordonPanel shown={shown} />}
      {(kind === "inquiry" || kind === "help") && <LadderPanel shown={shown} />}
      {kind === "suggestion" && <SuggestionPanel shown={shown} />}
    </Suspense>
  );
}

/** Stands on paper alone: when and by whom it was taken out of the system. */
function Printed() {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const time = fullTime(useNow().toISOString());
  return (
    <p className={styles.printed}>{t("cases.case.printed", { time, name: person.person.name })}</p>
  );
}
