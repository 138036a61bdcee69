import { caseById } from "@shouwen/api/cases.ts";
import type { CaseOut } from "@shouwen/api/types.ts";
import { useSuspenseQuery } from "@tanstack/react-query";
import { api } from "../../shell/api.ts";
import { BackLink } from "./back-link.tsx";
import { CaseActions } from "./case-actions.tsx";
import { CaseCallback } from "./case-callback.tsx";
import { CaseCommitments } from "./case-commitments.tsx";
import { CaseContacts } from "./case-contacts.tsx";
import { CaseFacts } from "./case-facts.tsx";
import { CaseHeader } from "./case-header.tsx";
import { CaseJournal } from "./case-journal.tsx";
import { CaseNotes } from "./case-notes.tsx";
import styles from "./case-page.module.css";
import { CaseFiles, CaseOutcomes, CaseParts, CaseRelated } from "./case-sections.tsx";
import { CustodyChain } from "./custody-chain.tsx";
import { PendingOffer } from "./pending-offer.tsx";

const REFRESH_MS = 30_000;

export function CasePage({ id }: { id: string }) {
  const { data } = useSuspenseQuery({ ...caseById(api, id), refetchInterval: REFRESH_MS });
  return (
    <div className={styles.page}>
      <BackLink />
      <CaseHeader shown={data} />
      <PendingOffer shown={data} />
      <CaseActions shown={data} />
      <div className={styles.columns}>
        <MainColumn shown={data} />
        <aside className={styles.side}>
          <CaseFacts shown={data} />
          <CustodyChain shown={data} />
          <CaseCallback shown={data} />
          <CaseParts shown={data} />
          <CaseRelated shown={data} />
          <CaseFiles shown={data} />
        </aside>
      </div>
    </div>
  );
}

function MainColumn({ shown }: { shown: CaseOut }) {
  return (
    <div className={styles.main}>
      <CaseCommitments shown={shown} />
      <CaseContacts shown={shown} />
      <CaseOutcomes shown={shown} />
      <CaseNotes shown={shown} />
      <CaseJournal shown={shown} />
    </div>
  );
}
